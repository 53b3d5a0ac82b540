# Sourced by scripts/demo and scripts/test: makes and reuses .venv, installs what PyPI cannot give.
# Works from any directory and for any user who may write to the checkout.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
constraints=$root/scripts/constraints.txt

say() { printf '==> %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# may_install: whether this user may use the system's package manager without being asked.
may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

# install_system PACKAGE...: through apt where that is allowed; the caller says what else to do.
install_system() {
    may_install || return 1
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    say "installing with apt: $*"
    "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# has_chinese_font: PDFium draws and measures text whose font a PDF does not bring with one of these.
has_chinese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family)" ]; }

# make_chinese_font: installs one where there is none; the caller says what else to do.
make_chinese_font() { has_chinese_font || install_system fontconfig fonts-wqy-zenhei; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# make_environment [EXTRA]: .venv with the project installed editable; seconds if nothing changed.
make_environment() {
    local extra=${1:-} python wanted
    [ -w "$root" ] || die "$root is not writable for $(id -un); clone the repository into a folder of your own"
    # A checkout that was moved leaves a .venv behind whose interpreter is gone.
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        python=$(find_python) || { install_system python3 python3-venv && python=$(find_python); } ||
            die "Python 3.11 or newer is needed (Debian: apt-get install python3 python3-venv)"
        say "making $venv with $("$python" --version)"
        rm -rf "$venv"
        "$python" -m venv "$venv" >/dev/null 2>&1 ||
            { install_system python3-venv && "$python" -m venv "$venv"; } ||
            die "Python's venv module is needed (Debian: apt-get install python3-venv)"
    fi
    wanted=$({ printf '%s\n' "$root"; cat "$root/pyproject.toml" "$constraints"; } | sha256sum | cut -d' ' -f1)
    if [ "$(cat "$venv/.installed-$extra" 2>/dev/null)" = "$wanted" ] ||
        { [ "$extra" != dev ] && [ "$(cat "$venv/.installed-dev" 2>/dev/null)" = "$wanted" ]; }; then
        say "$venv is up to date"
        return
    fi
    say "installing the project and what it needs from PyPI into $venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --constraint "$constraints" --editable "$root${extra:+[$extra]}" || die "pip could not install the project (see above)"
    printf '%s\n' "$wanted" >"$venv/.installed-$extra"
}
