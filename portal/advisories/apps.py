from django.apps import AppConfig


class AdvisoriesConfig(AppConfig):
    name = "portal.advisories"
    label = "advisories"
