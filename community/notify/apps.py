from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "community.notify"
    label = "notify"
