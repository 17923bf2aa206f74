"""Inviting, asking, confirming, leaving: addresses below the language."""

from django.urls import URLPattern

app_name = "people"

urlpatterns: list[URLPattern] = []
