from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "community.joining"
    label = "joining"
