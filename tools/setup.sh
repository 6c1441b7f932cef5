#!/bin/sh
# Builds .venv from the locked requirements and puts the project into it.
#
#   tools/setup.sh [dev|runtime|bench|spark]
#
# dev (the default) is runtime plus the tools of `make test`; bench adds the peers of `make bench`,
# spark adds Apache Spark.
# Does nothing when all is in place, may be interrupted at any time, and asks no more than Python 3.11 or 3.12.
# Where packages come from is pip's own configuration (environment, pip.conf); nothing is named here.
set -eu
cd "$(dirname "$0")/.."

wanted=${1:-dev}
venv=.venv
ready=$venv/.ready           # what was set up; written last
unfinished=$venv/.unfinished # there from the first moment to the last
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf 'setup: %s\n' "$*" >&2; }
stop() {
    say "$@"
    exit 1
}

case $wanted in
dev | bench | spark) base=dev ;;
runtime) base=runtime ;;
*) stop "unknown set of requirements '$wanted': use dev, runtime, bench or spark" ;;
esac

# ---------------------------------------------------------------- finding a Python

fits() { [ "$("$1" -c 'import sys; print((3, 11) <= sys.version_info < (3, 13))' 2>&1)" = True ]; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        fits "$PYTHON" || stop "PYTHON=$PYTHON is not Python 3.11 or 3.12"
        printf '%s\n' "$PYTHON"
        return
    fi
    for candidate in python3.11 python3.12 python3 python; do
        if command -v "$candidate" >/dev/null 2>&1 && fits "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    stop "no Python 3.11 or 3.12 found; install one (Debian 12: apt-get install python3), or name it with PYTHON=..."
}

# ---------------------------------------------------------------- finding an installer

# Debian splits pip and ensurepip from Python. An installer outside can fill an environment that has none inside.
find_installer() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        printf 'inside\n'
    elif "$python" -m pip --python "$venv/bin/python" --version >/dev/null 2>&1; then
        printf 'module\n'
    elif pip --python "$venv/bin/python" --version >/dev/null 2>&1; then
        printf 'command\n'
    elif uv --version >/dev/null 2>&1; then
        printf 'uv\n'
    fi
}

install() {
    case $(find_installer) in
    inside) "$venv/bin/python" -m pip install -qq "$@" ;;
    module) "$python" -m pip --python "$venv/bin/python" install -qq "$@" ;;
    command) pip --python "$venv/bin/python" install -qq "$@" ;;
    uv) uv pip install -qq --python "$venv/bin/python" "$@" ;;
    *) stop "no pip to install with" ;;
    esac
}

# ---------------------------------------------------------------- making the environment

empty_venv() {
    rm -rf "$venv"
    mkdir "$venv"
    : >"$unfinished"
}

with_pip() {
    empty_venv
    "$python" -m venv "$venv" >"$unfinished" 2>&1
}

without_pip() {
    empty_venv
    "$python" -m venv --without-pip "$venv" >"$unfinished" 2>&1 && [ -n "$(find_installer)" ]
}

from_apt() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    say "this Python cannot make environments yet; installing Debian's python3-venv"
    export DEBIAN_FRONTEND=noninteractive
    quietly="-y -qq --no-install-recommends"
    # shellcheck disable=SC2086 # three options, not one
    apt-get install $quietly python3-venv >/dev/null 2>&1 ||
        { apt-get update -qq >/dev/null && apt-get install $quietly python3-venv >/dev/null; }
}

make_venv() {
    if with_pip || without_pip; then return; fi
    if from_apt && with_pip; then return; fi
    cat "$unfinished" >&2
    stop "cannot make an environment with $python; install what it lacks and run this again" \
        "(Debian, as root: apt-get install python3-venv)"
}

# ---------------------------------------------------------------- what is there, what is missing

environment() { printf 'environment %s %s %s\n' "$PWD" "$base" "$(cksum <"requirements/$base.txt")"; }
project() { printf 'project %s\n' "$(cksum <pyproject.toml)"; }
more() { printf '%s %s\n' "$wanted" "$(cksum <"requirements/$wanted.txt")"; }
has() { [ -f "$ready" ] && grep -qxF "$1" "$ready"; }
works() { [ ! -e "$unfinished" ] && "$venv/bin/python" -c '' >/dev/null 2>&1; }

# Spark is published as source alone; building it runs no compiler.
install_locked() {
    case $1 in
    spark) install --require-hashes --no-build-isolation -r "requirements/$1.txt" ;;
    *) install --require-hashes --only-binary :all: -r "requirements/$1.txt" ;;
    esac
}
add_more() {
    [ "$wanted" = "$base" ] || has "$(more)" || {
        say "adding what $wanted needs"
        install_locked "$wanted"
        more >>"$ready"
    }
}
install_project() { install --no-deps --no-build-isolation --no-index -e .; }

# Two calls at once: the second waits, and then finds the work done.
if command -v flock >/dev/null 2>&1; then
    exec 9<"$0"
    flock 9
fi

if works && has "$(environment)" && has "$(project)"; then
    add_more
    exit 0
fi

python=$(find_python)
if works && has "$(environment)"; then
    say "pyproject.toml has changed; putting the project in place again"
    kept=$(grep -v '^project ' "$ready")
else
    say "building $venv with $("$python" --version), about a minute the first time"
    make_venv
    install_locked "$base"
    kept=$(environment)
fi
install_project
rm -f "$unfinished"
printf '%s\n%s\n' "$kept" "$(project)" >"$ready.new"
mv "$ready.new" "$ready"
add_more
say "ready: $venv/bin/answerable"
