"""Breaking glass: addresses below the language."""

from django.urls import URLPattern

app_name = "trustees"

urlpatterns: list[URLPattern] = []
