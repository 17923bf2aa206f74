"""Mail domains that anybody gets an address at: they say nothing about an organisation."""

_FREE = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com",
        "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com",
        "gmx.net", "gmx.de", "gmx.at", "web.de", "t-online.de", "mail.com", "proton.me",
        "protonmail.com", "pm.me", "tutanota.com", "tuta.com", "fastmail.com", "zoho.com",
        "yandex.com", "yandex.ru", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "rambler.ru",
        "seznam.cz", "centrum.cz", "wp.pl", "o2.pl", "onet.pl", "abv.bg", "mail.bg",
        "libero.it", "virgilio.it", "orange.fr", "free.fr", "laposte.net", "hey.com",
        "duck.com", "qq.com", "163.com", "naver.com", "eunet.rs", "open.telekom.rs", "sbb.rs",
        "mts.rs", "ptt.rs", "beotel.net", "nadlanu.com", "net.hr", "inet.hr", "bih.net.ba",
        "teol.net", "t-com.me", "t.me", "mol.com.mk", "yahoo.co.uk", "hotmail.co.uk",
        "yahoo.de", "yahoo.fr", "hotmail.fr", "outlook.de", "mail.de", "posteo.de",
        "disroot.org", "riseup.net",
    }
)  # fmt: skip


def is_free(domain: str) -> bool:
    """Whether `domain`, or the domain it is part of, hands out addresses to everybody."""
    name = domain.lower().rstrip(".")
    return name in _FREE or any(name.endswith(f".{free}") for free in _FREE)
