from .base_page import BasePage
from .home import HomePage
from .media import SiteDocument, SiteImage, SiteRendition
from .pages import ListingPage, StandardPage
from .settings import SiteSettings

__all__ = [
    "BasePage",
    "HomePage",
    "ListingPage",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "StandardPage",
]
