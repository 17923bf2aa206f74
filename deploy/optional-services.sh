#!/usr/bin/env bash
# Says which optional services and sample data the tests will and will not use.
set -euo pipefail

report() {
    local name=$1 without=$2
    if [[ -n "${!name:-}" ]]; then
        echo "  $name is set: its tests run." >&2
    else
        echo "  $name is not set: $without" >&2
    fi
}

echo "Optional services:" >&2
report DATABASE_URL "the tests run on SQLite."
report ELASTICSEARCH_URL "tests of that engine are skipped (deploy/elasticsearch.sh starts one)."
report CACHE_URL "the database cache is used."
report SAMPLES_DIR "tests with the real CSAF advisories are skipped."
