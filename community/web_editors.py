"""Wagtail's own permissions for web editors, kept in step with the office.

Wagtail asks Django's groups, ours asks the dated office: the door needs both, so that an
office that ended by its date is closed even before anybody tidies up the group.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .models import NetworkRole, Person

GROUP = "Web editors"
ON_SITE = ("access_admin", "change_sitesettings")
ON_PAGES = ("add_page", "change_page", "publish_page", "bulk_delete_page")
# Wagtail asks for the permissions of its own models, also where ours replace them.
ON_FILES = tuple(
    f"{verb}_{kind}" for verb in ("add", "change", "choose") for kind in ("image", "document")
)
OF_WAGTAIL = ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "portal")


def keep_in_step(person: Person) -> None:
    """Puts `person` in Wagtail's group while they hold the office, and takes them out after."""
    office = NetworkRole.objects.filter(person=person, role=NetworkRole.Role.WEB_EDITOR)
    if office.exclude(until__lte=timezone.now()).exists():
        person.groups.add(web_editors())
    else:
        person.groups.remove(*Group.objects.filter(name=GROUP))


def web_editors() -> Group:
    """The group, made with its permissions on pages and files at first use."""
    group, made = Group.objects.get_or_create(name=GROUP)
    if made:
        group.permissions.set(_permissions(ON_SITE))
        for root in Page.objects.filter(depth=1):
            for permission in _permissions(ON_PAGES):
                GroupPagePermission.objects.create(group=group, page=root, permission=permission)
        for root in Collection.objects.filter(depth=1):
            for permission in _permissions(ON_FILES):
                GroupCollectionPermission.objects.create(
                    group=group, collection=root, permission=permission
                )
    return group


def _permissions(codenames: Iterable[str]) -> QuerySet[Permission]:
    return Permission.objects.filter(codename__in=codenames, content_type__app_label__in=OF_WAGTAIL)
