"""Signing, the office of agreements, the ledger: addresses below the language."""

from django.urls import path

from . import views

app_name = "agreements"
OF = "organisations/<uuid:uid>/agreements/"

urlpatterns = [
    path("me/agreements/", views.own, name="mine"),
    path("me/agreements/<uuid:uid>/", views.sign, name="sign"),
    path("me/agreements/<uuid:uid>/versions/<int:number>/", views.text, name="text"),
    path("office/agreements/", views.kept_list, name="office"),
    path("office/agreements/new/", views.found, name="found"),
    path("office/agreements/ledger.csv", views.ledger, {"form": "csv"}, name="ledger-csv"),
    path("office/agreements/ledger.pdf", views.ledger, {"form": "pdf"}, name="ledger-pdf"),
    path("office/agreements/<uuid:uid>/", views.kept, name="kept"),
    path("office/agreements/<uuid:uid>/accepted/", views.accepted, name="accepted"),
    path("office/agreements/<uuid:uid>/end/", views.end, name="end"),
    path("office/agreements/<uuid:uid>/new/", views.propose, name="propose"),
    path("office/agreements/<uuid:uid>/require/", views.require, name="require"),
    path("office/agreements/proposals/<uuid:uid>/", views.proposal, name="proposal"),
    path(f"{OF}ledger.csv", views.ledger_of, {"form": "csv"}, name="own-ledger-csv"),
    path(f"{OF}ledger.pdf", views.ledger_of, {"form": "pdf"}, name="own-ledger-pdf"),
]
