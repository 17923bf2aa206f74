"""Machine tokens: addresses below the language."""

from django.urls import path

from . import views

app_name = "machines"

urlpatterns = [
    path("organisations/<uuid:uid>/tokens/", views.token_list, name="tokens"),
    path("organisations/<uuid:uid>/tokens/new/", views.new_token, name="new"),
    path("organisations/tokens/<uuid:uid>/", views.token_page, name="token"),
]
