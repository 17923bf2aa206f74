from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "community.signin"
    label = "signin"
