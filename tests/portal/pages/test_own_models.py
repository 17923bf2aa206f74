"""Pages, pictures and documents are models of our own, so that they can grow."""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import get_page_models

from portal.models import BasePage, SiteDocument, SiteImage


def test_pictures_and_documents_are_ours() -> None:
    assert get_image_model() is SiteImage
    assert get_document_model() is SiteDocument


def test_every_page_that_can_be_made_grows_from_our_own() -> None:
    kinds = [model for model in get_page_models() if model.is_creatable]
    assert len(kinds) >= 4
    assert [model for model in kinds if not issubclass(model, BasePage)] == []
    assert {field.name for field in BasePage._meta.get_fields()} >= {"uid"}
