"""Sessions and what else one does with one's login: addresses below the language."""

from django.urls import path

from . import office_views

app_name = "signin"

urlpatterns = [
    path("office/people/<uuid:uid>/sessions/", office_views.way_in, name="way-in"),
]
