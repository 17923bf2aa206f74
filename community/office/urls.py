"""The member home and the secretariat's dashboard: addresses below the language."""

from django.urls import path

from . import views

app_name = "office"

urlpatterns = [
    path("me/", views.member_home, name="member-home"),
    path("me/read/", views.everything_read, name="read"),
    path("office/", views.dashboard, name="dashboard"),
]
