#!/usr/bin/env bash
# Makes .venv with Python 3.11 and installs one requirements file into it.
# Installs nothing when the file has not changed since the last time.
set -euo pipefail

requirements=${1:?usage: setup-venv.sh REQUIREMENTS_FILE}
cd "$(dirname "$0")/.."

say() { echo "$*" >&2; }

is_3_11() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in python3.11 /usr/bin/python3.11 /usr/local/bin/python3.11 python3; do
        if is_3_11 "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    say "This needs Python 3.11, and none was found (tried python3.11 and python3)."
    say "On Debian 12: apt-get install python3 python3-venv. Elsewhere: see python.org."
    exit 1
}

make_venv() {
    local python
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        deploy/ensure-apt.sh python3-venv
        "$python" -c 'import ensurepip, venv' 2>/dev/null || {
            say "Python's venv module is missing: install python3-venv (or python3.11-venv)."
            exit 1
        }
    fi
    say "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
}

is_3_11 .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null || make_venv

stamp=.venv/.installed-$(basename "$requirements")
wanted=$(cat requirements.txt "$requirements" | sha256sum)
if [[ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]]; then
    say "Installing $requirements …"
    # Byte code is written at first import instead: half of what is installed is never imported.
    .venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
        --root-user-action ignore -r "$requirements"
    echo "$wanted" > "$stamp"
fi

# The table of base forms that search needs; nothing is done where this edition of it is there.
.venv/bin/python -m search.analysis.build_lemmas > /dev/null
