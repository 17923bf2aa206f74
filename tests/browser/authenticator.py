"""A passkey without hardware: Chromium's virtual authenticator, spoken to by its protocol."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Authenticator:
    """One device in one browser."""

    session: CDPSession
    id: str

    def credentials(self) -> list[dict[str, Any]]:
        """What it keeps."""
        answer = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(answer["credentials"])

    def forget(self) -> None:
        """The device is lost."""
        self.session.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})

    def verifies(self, verified: bool) -> None:
        """Whether it knows its owner's finger or PIN."""
        self.session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": verified}
        )

    def give(self, other: "Authenticator") -> None:
        """Copies what it keeps to another device, as a synchronised passkey is."""
        for credential in self.credentials():
            other.session.send(
                "WebAuthn.addCredential",
                {"authenticatorId": other.id, "credential": credential},
            )


def plug_in(page: Page) -> Authenticator:
    """Gives the page's browser a device."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {})
    answer = session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    return Authenticator(session, answer["authenticatorId"])
