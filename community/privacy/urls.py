"""One's own data: addresses below the language."""

from django.urls import URLPattern

app_name = "privacy"

urlpatterns: list[URLPattern] = []
