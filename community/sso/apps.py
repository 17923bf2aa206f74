from django.apps import AppConfig


class SsoConfig(AppConfig):
    name = "community.sso"
    label = "sso"
