"""Photographs every page as each role, at desktop and 360 px, in light and dark.

    python -m tests.browser.photograph OUT [--base URL] [--role R …] [--language L] [--only TEXT]

Needs a running demo network (`make run`). The list of pages comes from the URL map and from
`manage.py demo --json`: every address of ours without parameters, and for each kind and label
one thing that the role reads. Not a test: a person looks at the pictures.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.demo_site import log_in

CHROMIUM = "/usr/bin/chromium"
SIZES = {"1280": (1280, 900), "360": (360, 740)}
SCHEMES = ("light", "dark")
SKIPPED = re.compile(r"door-|logout|robots|sitemap|root|appearance|picture|health|suggest")
ACCOUNT_PAGES = ["/accounts/2fa/", "/accounts/sessions/", "/accounts/password/change/"]


def main() -> None:
    asked = _options()
    demo = _demo()
    accounts = {account["role"]: account for account in demo["accounts"]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for role in asked.role or ["anonymous", *accounts]:
            _role(browser, asked, role, accounts.get(role), pages_of(role, demo, asked.language))
        browser.close()


def pages_of(role: str, demo: dict[str, Any], language: str) -> list[str]:
    """The addresses to photograph for a role, each once."""
    paths = [f"/{language}/", f"/{language}/not-there/", *_plain_addresses(language)]
    paths += ["/accounts/login/"] if role == "anonymous" else ACCOUNT_PAGES
    seen = set()
    for thing in demo["things"]:
        key = (thing["kind"], thing["label"])
        page = thing["kind"] == "page"
        if role in thing["readers"] and (page or key not in seen) and thing["kind"] != "post":
            seen.add(key)
            paths.append(_in_language(thing["url"], language, page))
    return list(dict.fromkeys(paths))


def _plain_addresses(language: str) -> list[str]:
    from tests.access.urlmap import addresses  # needs Django to be set up

    return [
        address.path(language)
        for address in addresses()
        if address.ours
        and address.exact
        and not address.parameters
        and not SKIPPED.search(address.name)
    ]


def _in_language(url: str, language: str, page: bool) -> str:
    return url if page else re.sub(r"^/[a-z-]+/", f"/{language}/", url)


def _role(
    browser: Browser, asked: Any, role: str, account: dict[str, str] | None, paths: list[str]
) -> None:
    for scheme in SCHEMES:
        context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        if account:
            log_in(context.new_page(), asked.base, account)
        for path in paths:
            if asked.only in path:
                _shoot(context, asked, role, scheme, path)
        context.close()


def _shoot(context: BrowserContext, asked: Any, role: str, scheme: str, path: str) -> None:
    page = context.new_page()
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(asked.base + path)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        stem = re.sub(r"[^\w.-]+", "_", path.strip("/"))[:80] or "root"
        folder = Path(asked.out) / role
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{stem}-{name}-{scheme}.png", full_page=True)
        if wide:
            print(f"scrolls sideways: {role} {path} at {name}")
    page.close()


def _demo() -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "manage.py", "demo", "--json"], capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--role", action="append")
    parser.add_argument("--language", default="en")
    parser.add_argument("--only", default="", help="only addresses that hold this text")
    return parser.parse_args()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    main()
