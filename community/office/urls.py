"""The secretariat's rooms and the member home: addresses below the language."""

from django.urls import URLPattern

app_name = "office"

urlpatterns: list[URLPattern] = []
