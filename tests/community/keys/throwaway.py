"""Keys made by the real `gpg`, in a folder that is thrown away."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Gpg:
    """`gpg` with a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What `gpg` writes; CalledProcessError if it fails."""
        command = ["gpg", "--homedir", str(self.home), "--batch", "--quiet", "--no-tty"]
        command += ["--pinentry-mode", "loopback", "--passphrase", "", *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=True).stdout

    def make(self, name: str, expires: str = "1y", usage: str = "default") -> str:
        """A new key for `name`; returns the public one."""
        if usage == "default":
            self.run("--quick-generate-key", name, "default", "default", expires)
        else:
            self.run("--quick-generate-key", name, "ed25519", usage, expires)
        return self.public(name)

    def public(self, name: str) -> str:
        """The armored public key."""
        return self.run("--armor", "--export", name).decode()

    def private(self, name: str) -> str:
        """The armored private key, as nobody should paste it."""
        return self.run("--armor", "--export-secret-keys", name).decode()

    def decrypt(self, armored: bytes) -> bytes:
        """What was encrypted."""
        return self.run("--decrypt", given=armored)


@contextmanager
def throwaway_gpg() -> Iterator[Gpg]:
    """A home short enough for the agent's socket; the agent ends with it."""
    with tempfile.TemporaryDirectory(prefix="gpg") as folder:
        gpg = Gpg(Path(folder))
        gpg.home.chmod(0o700)
        try:
            yield gpg
        finally:
            subprocess.run(
                ["gpgconf", "--homedir", folder, "--kill", "all"], check=False, capture_output=True
            )
