"""The log as auditors read it: addresses below the language."""

from django.urls import path

from . import views

app_name = "audit"

urlpatterns = [
    path("audit/", views.log, name="log"),
    path("audit/export/", views.download, name="export"),
]
