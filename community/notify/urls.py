from django.urls import path

from . import views

urlpatterns = [
    path("developer/mails/", views.mails, name="developer-mails"),
]
