"""Below the language."""

from django.urls import path

from . import views

app_name = "keys"

urlpatterns = [path("me/key/", views.own_key, name="own")]
