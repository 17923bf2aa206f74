"""Logging in through the own organisation: addresses below the language."""

from django.urls import URLPattern

app_name = "sso"

urlpatterns: list[URLPattern] = []
