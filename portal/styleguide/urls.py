"""`/styleguide/` and its sample pages. Mounted under DEBUG only."""

from django.urls import path

from . import views

app_name = "styleguide"
urlpatterns = [
    path("", views.parts, name="index"),
    path("<slug:page>", views.sample, name="sample"),
]
