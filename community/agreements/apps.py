from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "community.agreements"
    label = "agreements"
