"""An OpenID Connect provider in a process of its own: `python -m tests.community.sso.oidc_server`.

Prints its port. Whoever comes is logged in as the person whom the last POST to `/who` described;
that is how a test says which claims come next. Signs with a key of its own.
"""

import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "portal", "between-us"
WHO: dict[str, Any] = {}
CODES: dict[str, dict[str, Any]] = {}
TOKENS: dict[str, dict[str, Any]] = {}


class Handler(BaseHTTPRequestHandler):
    """The five addresses of a provider, and `/who` for the test."""

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(self._description())
            case "/jwks":
                public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
                self._json({"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]})
            case "/authorize":
                self._authorize(query)
            case "/userinfo":
                self._json(TOKENS.get(self.headers.get("Authorization", "")[7:], {}))
            case "/inward":
                self._redirect("http://127.0.0.1:1/")
            case "/endless":
                self._json({"issuer": "x" * 2_000_000})
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if self.path == "/who":
            WHO.clear()
            WHO.update(json.loads(body))
            self._json({})
        elif self.path == "/token":
            self._token({name: values[0] for name, values in parse_qs(body).items()})

    def _description(self) -> dict[str, Any]:
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        endpoints = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in names.items()}
        return endpoints | {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _authorize(self, query: dict[str, str]) -> None:
        code = secrets.token_hex(8)
        CODES[code] = dict(WHO)
        back = urlencode({"code": code, "state": query["state"]})
        self._redirect(f"{query['redirect_uri']}?{back}")

    def _token(self, form: dict[str, str]) -> None:
        person = CODES.pop(form.get("code", ""), None)
        if person is None or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            self.send_error(400)
            return
        now, access = int(time.time()), secrets.token_hex(8)
        TOKENS[access] = person
        claims = person | person.get("only_in_token", {})
        claims |= {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        signed = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})
        self._json({"access_token": access, "token_type": "Bearer", "id_token": signed})

    def _json(self, value: Any) -> None:
        data = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _redirect(self, url: str) -> None:
        self.send_response(302)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Quiet."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
