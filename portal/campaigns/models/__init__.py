from .campaigns import CampaignMaterial, CampaignPage, CampaignPartner

__all__ = ["CampaignMaterial", "CampaignPage", "CampaignPartner"]
