from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "community.keys"
    label = "keys"
