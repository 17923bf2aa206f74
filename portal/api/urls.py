"""What machines ask for, below `/api/v1/`, without a language."""

from django.urls import path

from . import search_views, views

app_name = "api"

urlpatterns = [
    path("whoami", views.whoami, name="whoami"),
    path("advisories", views.advisories, name="advisories"),
    path("advisories/<uuid:uid>", views.advisory, name="advisory"),
    path("search", search_views.results, name="search"),
    path("openapi.json", views.openapi, name="openapi"),
]
