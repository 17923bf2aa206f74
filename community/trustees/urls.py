"""Breaking glass: addresses below the language."""

from django.urls import path

from . import views

app_name = "trustees"

urlpatterns = [
    path("trustees/", views.openings, name="list"),
    path("trustees/key/", views.key, name="key"),
    path("trustees/openings/<uuid:uid>/", views.opening, name="opening"),
    path("trustees/openings/<uuid:uid>/read/", views.read, name="read"),
]
