"""Choosing an organisation by name; elsewhere a row never says its name by itself."""

from typing import Any

from django import forms


class OrganisationSelect(forms.Select):
    """A list of organisations by name. The field decides which: public ones."""

    def create_option(
        self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """The option with the organisation's own name."""
        organisation = getattr(value, "instance", None)
        shown = organisation.name if organisation is not None else label
        option: dict[str, Any] = super().create_option(name, value, shown, *args, **kwargs)
        return option
