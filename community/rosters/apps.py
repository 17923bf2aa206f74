from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "community.rosters"
    label = "rosters"
