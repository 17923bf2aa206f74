"""A home page in each content language, in place of Wagtail's welcome page."""

import uuid

from django.db import migrations

STEP = 4  # letters of a tree path per level
HOMES = [
    (
        "sr",
        {"title": "Мрежа за сајбер безбедност", "slogan": "Застани. Провери. Пријави."},
        {"title": "Mreža za sajber bezbednost", "slogan": "Zastani. Proveri. Prijavi."},
    ),
    ("en", {"title": "Cybersecurity Network", "slogan": "Stop. Check. Report."}, {}),
]


def make_homes(apps, schema_editor):
    """Adds what `portal.pages.founding` would: a new instance can be read from its first minute."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("portal", "HomePage")
    if HomePage.objects.exists():
        return
    root = Page.objects.get(depth=1)
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="portal", model="homepage"
    )
    Locale = apps.get_model("wagtailcore", "Locale")
    key = uuid.uuid4()
    last = Page.objects.filter(depth=2).order_by("path").values_list("path", flat=True).last()
    place = int(last[-STEP:], 36) if last else 0
    homes = []
    for number, (code, texts, latin) in enumerate(HOMES, start=place + 1):
        homes.append(
            HomePage.objects.create(
                **texts,
                draft_title=texts["title"],
                latin=latin,
                latin_title=latin.get("title", ""),
                slug=f"home-{code}",
                content_type=kind,
                path=f"{root.path}{number:0{STEP}d}",
                depth=2,
                numchild=0,
                url_path=f"/home-{code}/",
                locale=Locale.objects.get_or_create(language_code=code)[0],
                translation_key=key,
                live=True,
            )
        )
    welcome = Page.objects.filter(depth=2, content_type__model="page", numchild=0)
    welcome = list(welcome.values_list("pk", flat=True))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page_id": homes[0].pk},
    )
    Page.objects.filter(pk__in=welcome).delete()
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_homes, migrations.RunPython.noop)]
