"""Organisations, their teams, the directory: addresses below the language."""

from django.urls import include, path

from .views import clients, decisions, domains, me, office, organisations, teams

directory = [path("", organisations.organisation_list, name="list")]

profiles = [
    path("organisations/<uuid:uid>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:uid>/edit/", organisations.edit, name="edit"),
    path("organisations/<uuid:uid>/public/", organisations.public, name="public"),
    path("organisations/<uuid:uid>/domains/", domains.domain_list, name="domains"),
    path("organisations/<uuid:uid>/domains/remove/", domains.domain_removal, name="domain-removal"),
    path("organisations/<uuid:uid>/clients/", clients.client_list, name="clients"),
    path("organisations/<uuid:uid>/clients/end/", clients.client_end, name="client-end"),
    path("organisations/<uuid:uid>/teams/new/", teams.team_new, name="team-new"),
    path("domain-claims/<uuid:uid>/", domains.domain_claim, name="domain-claim"),
    path("client-proposals/<uuid:uid>/", clients.client_proposal, name="client-proposal"),
    path("teams/<uuid:uid>/edit/", teams.team_edit, name="team-edit"),
    path("me/profile/", me.me, name="me"),
    path("office/organisations/", office.office, name="office"),
    path("office/organisations/<uuid:uid>/", office.office_one, name="office-organisation"),
    path("office/teams/<uuid:uid>/", office.office_team, name="office-team"),
    path("office/domains/<uuid:uid>/", decisions.office_domain, name="office-domain"),
    path("office/clients/<uuid:uid>/", decisions.office_client, name="office-client"),
    path("office/lineage/", decisions.lineage_list, name="lineage"),
    path("office/lineage/<uuid:uid>/", decisions.office_lineage, name="office-lineage"),
]

urlpatterns = [
    path("directory/", include((directory, "directory"))),
    path("", include((profiles, "profiles"))),
]
