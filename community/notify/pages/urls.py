"""Below the language."""

from django.urls import path

from . import views

app_name = "notify"

urlpatterns = [
    path("me/mail/", views.own_settings, name="settings"),
    path("me/mail/log/", views.own_log, name="log"),
    path("me/mail/topics/<uuid:uid>/", views.topic_settings, name="topic"),
]
