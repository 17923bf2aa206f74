from django.apps import AppConfig


class QueuesConfig(AppConfig):
    name = "community.queues"
    label = "queues"
