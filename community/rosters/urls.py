"""Bulk import of organisations and people: addresses below the language."""

from django.urls import path

from . import views

app_name = "rosters"

_SAMPLE = "office/import/sample-{}.csv"

urlpatterns = [
    path("office/import/", views.imports, name="list"),
    path(
        _SAMPLE.format("organisations"),
        views.sample,
        {"kind": "organisations"},
        name="sample-organisations",
    ),
    path(_SAMPLE.format("people"), views.sample, {"kind": "people"}, name="sample-people"),
    path("office/import/<uuid:uid>/", views.roster, name="roster"),
    path("office/import/<uuid:uid>/errors.csv", views.problems, name="errors"),
]
