from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "community.office"
    label = "office"
