"""Addresses of advisories, below `advisories/` of each language."""

from django.urls import path

from . import views
from .desk import views as desk_views

app_name = "advisories"

urlpatterns = [
    path("", views.advisory_list, name="list"),
    path("desk/", desk_views.desk, name="desk"),
    path("desk/new/", desk_views.write, name="write"),
    path("desk/<uuid:uid>/", desk_views.draft, name="edit"),
    path("desk/<uuid:uid>/text/", desk_views.text, name="text"),
    path("<uuid:uid>/", views.advisory_page, name="page"),
    path("<uuid:uid>/source/", views.source, name="source"),
    path("<uuid:uid>/v/<int:number>/", views.advisory_page, name="version"),
    path("<uuid:uid>/v/<int:number>/source/", views.source, name="version-source"),
]
