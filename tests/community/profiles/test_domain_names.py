"""What can be claimed as a domain."""

import pytest
from django.core.exceptions import ValidationError

from community.profiles.domain_names import clean_domain


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("company.example", "company.example"),
        (" Company.Example. ", "company.example"),
        ("who@company.example", "company.example"),
        ("https://company.example/contact", "company.example"),
        ("firma.co.rs", "firma.co.rs"),
        ("фирма.срб", "xn--80apmps.xn--90a3ac"),
    ],
)
def test_what_people_paste_is_understood(typed: str, domain: str) -> None:
    assert clean_domain(typed) == domain


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("gmail.com", "Everybody"),
        ("GMAIL.com", "Everybody"),
        ("co.rs", "registered"),
        ("com", "no domain"),
        ("localhost", "no domain"),
        ("mail.company.example", "company.example"),
        ("10.0.0.1", "no domain"),
        ("-bad.example", "no domain"),
        ("a b.example", "no domain"),
        ("", "no domain"),
        (f"{'a' * 64}.example", "no domain"),
    ],
)
def test_what_belongs_to_nobody_or_is_no_domain_is_refused_with_the_reason(
    typed: str, why: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_domain(typed)
    assert why in " ".join(refused.value.messages)
