"""Bulk import of organisations and people: addresses below the language."""

from django.urls import URLPattern

app_name = "rosters"

urlpatterns: list[URLPattern] = []
