"""A SAML identity provider in this process: pysaml2's server, with a key of its own."""

import base64
import shutil
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.http import HttpResponse
from django.test import Client

from .peers import ENTER

with warnings.catch_warnings():
    # It names a cipher at a place from which `cryptography` has moved it.
    warnings.simplefilter("ignore")
    from saml2 import BINDING_HTTP_REDIRECT
    from saml2.authn_context import PASSWORD
    from saml2.config import IdPConfig
    from saml2.metadata import entity_descriptor
    from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
    from saml2.server import Server
    from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA1, SIG_RSA_SHA256

PERSISTENT = NAMEID_FORMAT_PERSISTENT


def browser() -> Client:
    """A browser at the portal's address on this machine, that reads English."""
    return Client(headers={"host": "localhost", "accept-language": "en"})


@dataclass(frozen=True)
class Asked:
    """A login that began at our door: its browser and the number of our question."""

    client: Client
    request_id: str


class SamlPeer:
    """An identity provider; `entity` may be claimed by two of them with different keys."""

    def __init__(self, folder: Path, entity: str = "https://idp.firm.example/metadata") -> None:
        self.entity = entity
        folder.mkdir(parents=True, exist_ok=True)
        self._config: dict[str, Any] = {
            "entityid": entity,
            "key_file": str(folder / "key.pem"),
            "cert_file": str(folder / "cert.pem"),
            "xmlsec_binary": shutil.which("xmlsec1"),
            "service": {
                "idp": {
                    "endpoints": {
                        "single_sign_on_service": [
                            ("https://idp.firm.example/sso", BINDING_HTTP_REDIRECT)
                        ]
                    },
                    "policy": {
                        "default": {
                            "lifetime": {"minutes": 5},
                            "attribute_restrictions": None,
                            "name_form": NAME_FORMAT_URI,
                        }
                    },
                }
            },
        }
        _write_key(folder)
        self.server: Server | None = None
        self.door = ""

    def metadata(self) -> str:
        """What an administrator pastes."""
        return str(entity_descriptor(IdPConfig().load(dict(self._config))))

    def meet(self, slug: str) -> None:
        """Reads our metadata, as the provider's own administrator would let it."""
        self.door = f"/accounts/saml/{slug}/"
        ours = browser().get(f"{self.door}metadata/")
        assert ours.status_code == 200
        told = self._config | {"metadata": {"inline": [ours.content.decode()]}}
        self.server = Server(config=IdPConfig().load(told))

    def begin(self, address: str) -> Asked:
        """From our page to the provider, which reads our question."""
        client = browser()
        url = client.post(ENTER, {"email": address}).context["url"]
        question = parse_qs(urlsplit(url).query)["SAMLRequest"][0]
        assert self.server
        read = self.server.parse_authn_request(question, BINDING_HTTP_REDIRECT)
        return Asked(client, read.message.id)

    def answer(
        self,
        request_id: str | None,
        subject: str,
        mail: str,
        *,
        signed: bool = True,
        old_hash: bool = False,
    ) -> str:
        """A response about a person, as text in Base64."""
        assert self.server
        response = self.server.create_authn_response(
            identity={"mail": [mail]},
            in_response_to=request_id,
            destination=f"http://localhost{self.door}acs/",
            sp_entity_id=f"http://localhost{self.door}metadata/",
            name_id=NameID(format=PERSISTENT, text=subject),
            authn={"class_ref": PASSWORD, "authn_auth": self.entity},
            sign_assertion=signed,
            sign_response=False,
            sign_alg=SIG_RSA_SHA1 if old_hash else SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
        )
        return base64.b64encode(str(response).encode()).decode()

    def deliver(self, client: Client, response: str) -> HttpResponse:
        """Posts a response at our door and goes on as the browser does."""
        posted = client.post(f"{self.door}acs/", {"SAMLResponse": response, "RelayState": ""})
        assert posted.status_code == 302
        return client.get(posted.headers["Location"])


def _write_key(folder: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.firm.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
