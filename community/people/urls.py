"""Inviting, asking, confirming, leaving: addresses below the language."""

from django.urls import path

from .views import coming, office, organisation, own, places

app_name = "people"

urlpatterns = [
    path("organisations/<uuid:uid>/people/", organisation.people, name="organisation"),
    path("organisations/<uuid:uid>/people/invite/", organisation.invite, name="invite"),
    path("organisations/<uuid:uid>/people/end/", organisation.end_seat, name="end-seat"),
    path("organisations/<uuid:uid>/people/reconfirm/", organisation.reconfirm, name="reconfirm"),
    path("teams/<uuid:uid>/people/", places.team, name="team"),
    path("groups/<uuid:uid>/people/", places.group, name="group"),
    path("invitation/", coming.accept, name="accept"),
    path("invitation/<str:secret>/", coming.accept_link, name="accept-link"),
    path("join/person/", coming.ask, name="ask"),
    path("join/person/proof/", coming.prove, name="prove"),
    path("join/person/proof/<str:secret>/", coming.prove_link, name="prove-link"),
    path("me/leave/", own.leave, name="leave"),
    path("me/wake/", own.wake, name="wake"),
    path("office/people/", office.cases, name="cases"),
    path("office/people/cases/<uuid:uid>/", office.case, name="case"),
    path("office/people/<uuid:uid>/", office.person, name="person"),
]
