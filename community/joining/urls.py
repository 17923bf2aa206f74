"""Applying, sponsoring, vetting: addresses below the language."""

from django.urls import path

from .views import office, public, rules, sponsors

app_name = "joining"

urlpatterns = [
    path("join/", public.start, name="start"),
    path("join/sent/", public.sent, name="sent"),
    path("join/again/", public.again, name="again"),
    path("join/open/<str:token>/", public.open_link, name="open"),
    path("join/<uuid:uid>/", public.application, name="application"),
    path("join/<uuid:uid>/<str:section>/", public.section, name="section"),
    path("me/sponsoring/<uuid:uid>/", sponsors.sponsoring, name="sponsoring"),
    path("office/vetting/", office.vetting, name="cases"),
    path("office/vetting/<uuid:uid>/", office.case, name="case"),
    path("office/rules/", rules.rules, name="rules"),
]
