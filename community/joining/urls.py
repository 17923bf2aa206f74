"""Applying, sponsoring, vetting: addresses below the language."""

from django.urls import URLPattern

app_name = "joining"

urlpatterns: list[URLPattern] = []
