# What a machine needs, installed when it is missing: sourced by ./dev.

need_packages() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
    {
        "${as_root[@]}" apt-get update -qq &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -qq --no-install-recommends "${missing[@]}"
    } >"$logs/install.log" 2>&1 || {
        tail -n 20 "$logs/install.log" >&2
        say "could not install ${missing[*]}"
        return 1
    }
}

# Any node will do; a machine may have one that is not Debian's.
need_node() { command -v node >/dev/null || need_packages nodejs; }

need_build_packages() {
    need_packages g++ cmake ninja-build ccache lld libboost1.81-dev libcereal-dev libssl-dev \
        zlib1g-dev catch2 libqrencode-dev
    # npm only carries the SQLite source here, once.
    if ! compgen -G "$cache/sqlite3mc-*/sqlite3.c" >/dev/null; then
        need_node
        command -v npm >/dev/null || need_packages npm ca-certificates
    fi
}

need_clang() { need_packages clang-14 clang-tidy-14 clang lld libclang-rt-14-dev clang-tidy; }

need_lint_packages() { need_packages clang-format-14; }
