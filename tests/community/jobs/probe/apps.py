from django.apps import AppConfig


class ProbeConfig(AppConfig):
    """Work for a real worker process to be killed at."""

    name = "tests.community.jobs.probe"
    label = "probe"
