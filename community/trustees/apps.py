from django.apps import AppConfig


class TrusteesConfig(AppConfig):
    name = "community.trustees"
    label = "trustees"
