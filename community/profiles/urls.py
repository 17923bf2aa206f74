"""Organisations, their teams, the directory: addresses below the language."""

from django.urls import URLPattern

app_name = "profiles"

urlpatterns: list[URLPattern] = []
