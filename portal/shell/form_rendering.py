"""Makes `{{ form }}` and `field.as_field_group` look like the rest of the site, everywhere."""

from django.forms.renderers import TemplatesSetting


class SiteRenderer(TemplatesSetting):
    """Django's widgets, our frame around them: `templates/components/` decides.

    Wagtail's admin draws its own panels and forms and does not ask for these two templates.
    """

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"
