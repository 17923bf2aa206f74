"""Sessions and what else one does with one's login: addresses below the language."""

from django.urls import URLPattern

app_name = "signin"

urlpatterns: list[URLPattern] = []
