"""Signing, the ledger: addresses below the language."""

from django.urls import URLPattern

app_name = "agreements"

urlpatterns: list[URLPattern] = []
