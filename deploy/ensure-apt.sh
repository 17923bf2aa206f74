#!/usr/bin/env bash
# Installs one Debian package, unless the command it brings is there already.
# Says what to do, and goes on, where it may not install anything.
set -euo pipefail

package=${1:?usage: ensure-apt.sh PACKAGE [COMMAND]}
command=${2:-}

if [[ -n "$command" ]] && command -v "$command" >/dev/null; then
    exit 0
fi

as_root=()
if [[ $(id -u) != 0 ]]; then
    as_root=(sudo -n)
fi
if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
    echo "Please install $package: it is missing, and this account may not install it." >&2
    exit 0
fi

install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "$package" >/dev/null
}

echo "Installing $package with apt …" >&2
# The package lists may be absent or old: they are fetched when the first try fails.
if ! install 2>/dev/null; then
    "${as_root[@]}" apt-get update -qq || true
    install || echo "apt could not install $package; going on without it." >&2
fi
