from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "community.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Every app may keep its handlers in a `tasks.py`; importing it registers them."""
        autodiscover_modules("tasks")
