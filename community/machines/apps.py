from django.apps import AppConfig


class MachinesConfig(AppConfig):
    name = "community.machines"
    label = "machines"
