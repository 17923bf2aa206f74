"""The log as auditors read it: addresses below the language."""

from django.urls import URLPattern

app_name = "audit"

urlpatterns: list[URLPattern] = []
