#!/usr/bin/env bash
# A real Elasticsearch for tests and development: the test distribution that its makers
# publish for Maven, on loopback. Production takes the official image
# or packages (see compose.yaml).
#
#   deploy/elasticsearch.sh home               fetch and unpack once; prints the folder
#   deploy/elasticsearch.sh start FOLDER       one node with its data in FOLDER, prints its
#                                              URL; again: the same node on the same port
#   deploy/elasticsearch.sh start-three FOLDER two nodes with data and a third that only
#                                              votes; prints the URLs of the first two
#   deploy/elasticsearch.sh start-secure FOLDER
#                                              one node with TLS and a password; its authority
#                                              is FOLDER/ca.crt
#   deploy/elasticsearch.sh stop FOLDER        ends what was started there; data stays
set -euo pipefail

version=8.19.18
here=$(cd "$(dirname "$0")" && pwd)

say() { echo "$*" >&2; }
die() {
    say "$*"
    exit 1
}

if [[ $(id -u) == 0 ]]; then
    cache=/var/cache/portal-elasticsearch
else
    cache=${XDG_CACHE_HOME:-$HOME/.cache}/portal-elasticsearch
fi
home=$cache/elasticsearch-$version

python=$here/../.venv/bin/python
[[ -x $python ]] || python=python3

# --- getting it ---------------------------------------------------------------------------

find_java() {
    local each
    for each in "${JAVA_17_HOME:-}" "${ES_JAVA_HOME:-}" /usr/lib/jvm/java-17-openjdk-*; do
        if [[ -n "$each" && -x $each/bin/java ]]; then
            echo "$each"
            return
        fi
    done
    return 1
}

# Where Maven has laid the archive: in its usual place, or in the cache beside.
archive() {
    local path=org/elasticsearch/distribution/integ-test-zip/elasticsearch/$version each
    for each in "$HOME/.m2/repository" "$cache/maven"; do
        if [[ -f $each/$path/elasticsearch-$version.zip ]]; then
            echo "$each/$path/elasticsearch-$version.zip"
            return
        fi
    done
    return 1
}

fetch() {
    "$here/ensure-apt.sh" maven mvn
    command -v mvn >/dev/null || die "Maven is missing: it brings Elasticsearch."
    say "Fetching Elasticsearch $version (104 MB) with Maven …"
    mvn -B -q -C -Dmaven.repo.local="$cache/maven" dependency:get -Dtransitive=false \
        -Dartifact="org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version:zip" \
        >&2 || die "Maven could not fetch Elasticsearch $version."
    archive >/dev/null || die "Maven fetched no archive of Elasticsearch $version."
}

unpack() {
    local beside
    beside=$(mktemp -d "$cache/unpacking.XXXXXX")
    "$python" -m zipfile -e "$(archive)" "$beside"
    chmod -R u+rwX,go+rX,go-w "$beside"
    chmod +x "$beside/elasticsearch-$version/bin/"*
    mv "$beside/elasticsearch-$version" "$home"
    rmdir "$beside"
}

make_user() {
    if [[ $(id -u) == 0 ]] && ! getent passwd elasticsearch >/dev/null; then
        useradd --system --no-create-home --shell /usr/sbin/nologin elasticsearch
    fi
}

get_home() {
    find_java >/dev/null || "$here/ensure-apt.sh" openjdk-17-jre-headless
    find_java >/dev/null || die "Java 17 is missing: Elasticsearch runs on it (JAVA_17_HOME)."
    mkdir -p "$cache"
    exec 9>"$cache/lock"
    flock 9
    [[ -d $home ]] || { archive >/dev/null || fetch; unpack; }
    make_user
    exec 9>&-
}

# --- nodes: one folder each, with config/, data/, logs/ and es.pid --------------------------

free_ports() {
    "$python" -c '
import socket, sys
probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(probe.getsockname()[1] for probe in probes))' "$1"
}

# write_node NODE ROLES HTTP_PORT TRANSPORT_PORT
write_node() {
    mkdir -p "$1/config" "$1/data" "$1/logs" "$1/tmp"
    cp -r "$home/config/." "$1/config"
    sed -i '/gc\.log/d' "$1/config/jvm.options"
    cat >"$1/config/elasticsearch.yml" <<YML
cluster.name: portal-$(basename "$(dirname "$1")")
node.name: $(basename "$1")
node.roles: [$2]
path.data: $1/data
path.logs: $1/logs
network.host: 127.0.0.1
http.port: $3
transport.port: $4
xpack.security.enabled: false
# A name mistyped must not become an index.
action.auto_create_index: false
# A full disk of the machine must not fail tests.
cluster.routing.allocation.disk.threshold_enabled: false
YML
}

write_one() {
    local ports
    read -ra ports <<<"$(free_ports 2)"
    write_node "$1/node-1" "master, data" "${ports[0]}" "${ports[1]}"
    echo "discovery.type: single-node" >>"$1/node-1/config/elasticsearch.yml"
    echo "http://127.0.0.1:${ports[0]}" >"$1/url"
}

write_three() {
    local ports number seeds
    read -ra ports <<<"$(free_ports 6)"
    seeds="127.0.0.1:${ports[3]}, 127.0.0.1:${ports[4]}, 127.0.0.1:${ports[5]}"
    for number in 1 2 3; do
        local roles="master, data"
        [[ $number == 3 ]] && roles="master"
        write_node "$1/node-$number" "$roles" "${ports[number - 1]}" "${ports[number + 2]}"
        echo "discovery.seed_hosts: [$seeds]" >>"$1/node-$number/config/elasticsearch.yml"
    done
    # The first is master at first, so that it is known which one a test has to kill.
    echo "cluster.initial_master_nodes: [node-1]" >>"$1/node-1/config/elasticsearch.yml"
    echo "http://127.0.0.1:${ports[0]},http://127.0.0.1:${ports[1]}" >"$1/url"
}

write_secure() {
    local config=$1/node-1/config password
    write_one "$1"
    password=$("$python" -c 'import secrets; print(secrets.token_hex(16))')
    make_certificates "$1" "$config"
    sed -i '/^xpack.security.enabled/d' "$config/elasticsearch.yml"
    cat >>"$config/elasticsearch.yml" <<YML
xpack.security.enabled: true
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.key: node.key
xpack.security.http.ssl.certificate: node.crt
YML
    export ES_JAVA_HOME ES_PATH_CONF=$config
    ES_JAVA_HOME=$(find_java)
    "$home/bin/elasticsearch-keystore" create >/dev/null
    echo "$password" | "$home/bin/elasticsearch-keystore" add -x bootstrap.password >/dev/null
    unset ES_PATH_CONF
    sed -i "s|^http://|https://elastic:$password@|" "$1/url"
}

# make_certificates FOLDER CONFIG: an authority of its own, and a node's certificate by it
make_certificates() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=portal tests" \
        -addext "keyUsage=critical,keyCertSign" -keyout "$1/ca.key" -out "$1/ca.crt" 2>/dev/null
    openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout "$2/node.key" \
        -out "$1/node.csr" 2>/dev/null
    openssl x509 -req -days 30 -in "$1/node.csr" -CA "$1/ca.crt" -CAkey "$1/ca.key" \
        -CAcreateserial -out "$2/node.crt" 2>/dev/null \
        -extfile <(echo "subjectAltName=DNS:localhost,IP:127.0.0.1")
}

# is_of NODE PID: whether that process was started for the node
is_of() { { tr '\0' '\n' <"/proc/$2/environ"; } 2>/dev/null | grep -qx "ES_PATH_CONF=$1/config"; }

# Prints the pid of NODE, if that is still the process that was started for it.
running() {
    local pid
    pid=$(cat "$1/es.pid" 2>/dev/null) || return 1
    is_of "$1" "$pid" || return 1
    echo "$pid"
}

start_node() {
    local node=$1 heap=512m as=()
    running "$node" >/dev/null && return
    rm -f "$node/es.pid"
    grep -q '^node.roles: \[master\]$' "$node/config/elasticsearch.yml" && heap=256m
    if [[ $(id -u) == 0 ]]; then
        chown -R elasticsearch "$node"
        as=(runuser -u elasticsearch --)
    fi
    (cd "$node" && exec setsid "${as[@]}" env -u ES_HOME ES_JAVA_HOME="$(find_java)" \
        ES_JAVA_OPTS="-Xms$heap -Xmx$heap" ES_PATH_CONF="$node/config" ES_TMPDIR="$node/tmp" \
        "$home/bin/elasticsearch" -p "$node/es.pid" </dev/null >"$node/logs/console" 2>&1) &
}

# wait_ready FOLDER NODES: until every node answers and every index can be read; 120 s at most
wait_ready() {
    "$python" - "$1" "$2" <<'PYTHON' && return
import base64, os, ssl, sys, time, urllib.parse, urllib.request

folder, nodes = sys.argv[1:]
ask = f"/_cluster/health?wait_for_status=yellow&wait_for_nodes={nodes}&timeout=2s"
urls = open(folder + "/url").read().strip().split(",")
authority = folder + "/ca.crt"
context = ssl.create_default_context(cafile=authority) if os.path.exists(authority) else None


def request(url):
    parts = urllib.parse.urlsplit(url)
    plain = f"{parts.scheme}://{parts.hostname}:{parts.port}{ask}"
    if not parts.password:
        return plain
    who = base64.b64encode(f"{parts.username}:{parts.password}".encode()).decode()
    return urllib.request.Request(plain, headers={"Authorization": f"Basic {who}"})


deadline = time.monotonic() + 120
while urls and time.monotonic() < deadline:
    try:
        with urllib.request.urlopen(request(urls[0]), timeout=5, context=context):
            urls.pop(0)
    except OSError:
        time.sleep(0.3)
sys.exit(bool(urls))
PYTHON
    tail -n 20 "$1"/node-*/logs/console >&2
    die "Elasticsearch did not start."
}

start() {
    local folder node
    get_home
    mkdir -p "$1"
    folder=$(cd "$1" && pwd)
    [[ $(id -u) != 0 ]] || chmod a+rx "$folder"
    [[ -f $folder/url ]] || "$2" "$folder"
    for node in "$folder"/node-*; do
        start_node "$node"
    done
    wait_ready "$folder" "$(find "$folder" -maxdepth 1 -name 'node-*' | wc -l)"
    cat "$folder/url"
}

stop_node() {
    local pid waited
    if pid=$(running "$1"); then
        kill "$pid"
        # The server removes es.pid before it is done.
        for ((waited = 0; waited < 100; waited++)); do
            is_of "$1" "$pid" || break
            sleep 0.1
        done
        is_of "$1" "$pid" && kill -9 "$pid"
    fi
    rm -f "$1/es.pid"
}

stop() {
    local folder node
    folder=$(cd "$1" 2>/dev/null && pwd) || return 0
    for node in "$folder"/node-*; do
        stop_node "$node" &
    done
    wait
}

case "${1:-}" in
    home) get_home && echo "$home" ;;
    start) start "${2:?a folder}" write_one ;;
    start-three) start "${2:?a folder}" write_three ;;
    start-secure) start "${2:?a folder}" write_secure ;;
    stop) stop "${2:?a folder}" ;;
    *) die "usage: deploy/elasticsearch.sh home | start | start-three | start-secure | stop (FOLDER)" ;;
esac
