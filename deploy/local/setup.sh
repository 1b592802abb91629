#!/bin/sh
# Installs what is missing for the local run: Debian packages, the virtual environment, the
# assets, the spoken captcha. A second call only compares stamps. `setup.sh tests` also installs what the tests need.
#
# A service that a package would start is not started, and one that ran before is not touched.
set -eu
cd "$(dirname "$0")/../.."

say() { printf '%s\n' "$*"; }

fail() { # Indonesian, English
    printf '\n%s\n%s\n' "$1" "$2" >&2
    exit 1
}

digest() { sha256sum | cut -d ' ' -f 1; }

# --- Debian packages -----------------------------------------------------------------------

apt_install() { # runs as root
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        # 101 forbids: no package may start a service while we install.
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o DPkg::Lock::Timeout=120 update || say "apt-get update: !"
    apt-get -qq -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "$@" >/dev/null
    if [ -d /run/systemd/system ]; then
        for package in "$@"; do
            case $package in
            postgresql | rabbitmq-server | nginx-light)
                systemctl --quiet disable "$(unit_of "$package")" || true
                ;;
            esac
        done
    fi
}

unit_of() {
    case $1 in nginx-light) echo nginx ;; *) echo "$1" ;; esac
}

has_program() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]; }

has_postgres() {
    for version in 15 16 17 18; do
        [ -x "/usr/lib/postgresql/$version/bin/initdb" ] && return 0
    done
    return 1
}

find_python() {
    for name in python3.11 python3 python3.12 python3.13; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
                2>/dev/null; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

missing_packages() {
    [ -x .venv/bin/python ] || find_python >/dev/null || echo python3-venv
    has_postgres || echo postgresql
    [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || echo rabbitmq-server
    has_program nginx || echo nginx-light
    has_program node || echo nodejs
    has_program npm || echo npm
    has_program setpriv || echo util-linux
    has_program espeak-ng || echo espeak-ng
    if [ "$1" = tests ]; then
        has_program chromium || echo chromium
        # Playwright's own Node needs it.
        ldconfig -p | grep -q 'libatomic\.so\.1 ' || echo libatomic1
        [ -d /usr/share/fonts/truetype/noto ] || echo fonts-noto-core
    fi
}

install_packages() {
    # shellcheck disable=SC2046  # names of packages, one word each
    set -- $(missing_packages "$1")
    [ $# -gt 0 ] || return 0
    say "Memasang paket Debian: $*"
    if ! has_program apt-get; then
        fail "Program apt-get tidak ada. Pasang sendiri paket berikut, lalu ulangi: $*" \
            "There is no apt-get. Install these packages yourself, then retry: $*"
    fi
    if [ "$(id -u)" -eq 0 ]; then
        sh deploy/local/setup.sh --apt "$@" || no_packages "$@"
    elif has_program sudo; then
        sudo sh deploy/local/setup.sh --apt "$@" || no_packages "$@"
    else
        no_packages "$@"
    fi
}

no_packages() {
    fail "Paket tidak dapat dipasang. Jalankan sebagai root, lalu ulangi: apt-get install $*" \
        "The packages could not be installed. Run as root, then retry: apt-get install $*"
}

# --- Virtual environment -------------------------------------------------------------------

install_python() {
    stamp=.venv/.installed
    wanted=$(digest <requirements/dev.txt)
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        python=$(find_python) || fail "Python 3.11 atau lebih baru tidak ditemukan." \
            "Python 3.11 or newer was not found."
        say "Membuat .venv dengan $python"
        "$python" -m venv --clear .venv
    fi
    say "Memasang pustaka Python"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r requirements/dev.txt ||
        fail "Pustaka Python tidak dapat dipasang. Periksa sambungan internet, lalu ulangi." \
            "The Python packages could not be installed. Check the connection and retry."
    echo "$wanted" >"$stamp"
}

# --- Assets --------------------------------------------------------------------------------

install_node() {
    stamp=node_modules/.installed
    wanted=$(cat package-lock.json .npmrc | digest)
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
    say "Memasang pustaka npm"
    npm ci --no-audit --no-fund --loglevel=error ||
        fail "Pustaka npm tidak dapat dipasang. Periksa sambungan internet, lalu ulangi." \
            "The npm packages could not be installed. Check the connection and retry."
    echo "$wanted" >"$stamp"
}

asset_sources() {
    find assets shared services -type f \
        \( -path 'assets/*' -o -path '*/templates/*' -o -name '*.po' \) \
        -exec sha256sum {} + | sort
    cat package-lock.json
}

build_assets() {
    stamp=build/.built
    wanted=$(asset_sources | digest)
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
    say "Menyusun aset"
    rm -f "$stamp"
    npm run --silent build ||
        fail "Aset tidak dapat disusun; pesannya di atas." \
            "The assets could not be built; the message is above."
    for catalogue in shared/locale/*/LC_MESSAGES/messages.po; do
        [ -f "$catalogue" ] || continue
        compiled=build/${catalogue#shared/}
        mkdir -p "$(dirname "$compiled")"
        .venv/bin/pybabel --quiet compile -i "$catalogue" -o "${compiled%.po}.mo"
    done
    echo "$wanted" >"$stamp"
}

# --- The spoken captcha --------------------------------------------------------------------

build_sounds() {
    stamp=build/suara/.built
    wanted=$(cat deploy/suara.py services/identity/captcha/rules.py \
        services/identity/captcha/suara.py | digest)
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
    # Without the sounds everything runs; the pages then say that there are none.
    if ! has_program espeak-ng || ! .venv/bin/python -m deploy.suara build; then
        say "Suara captcha tidak dapat dibuat; captcha hanya bergambar."
        return 0
    fi
    echo "$wanted" >"$stamp"
}

if [ "${1:-}" = --apt ]; then
    shift
    apt_install "$@"
    exit
fi
install_packages "${1:-run}"
install_python
install_node
build_assets
build_sounds
