"""One's own data, erasure and retention: addresses below the language."""

from django.urls import path

from . import views

app_name = "privacy"

urlpatterns = [
    path("me/data/", views.mine, name="mine"),
    path("me/data/file/", views.file, name="file"),
    path("office/privacy/", views.office, name="office"),
    path("office/privacy/<uuid:uid>/", views.person, name="person"),
]
