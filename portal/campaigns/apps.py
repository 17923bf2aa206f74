from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "portal.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from portal.pages import home

        from .reading import current_campaign

        home.register_campaign(current_campaign)
