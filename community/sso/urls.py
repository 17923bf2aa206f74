"""Login through one's organisation: addresses below the language."""

from django.urls import path

from . import views

app_name = "sso"

urlpatterns = [
    path("sso/", views.enter, name="enter"),
    path("organisations/<uuid:uid>/sso/", views.setup, name="setup"),
    path("office/sso/", views.providers, name="providers"),
    path("office/sso/<uuid:uid>/", views.decide, name="decide"),
]
