#!/bin/sh
# Writes the locks under requirements/ anew from pyproject.toml: hashes for every platform, no address, no date.
#
#   tools/lock.sh [--upgrade]        needs uv on the PATH or in .venv (pip install uv)
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v .venv/bin/uv || command -v uv) || {
    printf 'lock: uv is missing; put it on the PATH or run: .venv/bin/python -m pip install uv\n' >&2
    exit 1
}
lock() {
    out=requirements/$1.txt
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-annotate --no-header "$@" pyproject.toml -o "$out"
}
lock runtime --group build "$@"
lock dev --group dev -c requirements/runtime.txt "$@"
lock bench --group dev --extra bench -c requirements/dev.txt "$@"
lock spark --group dev --extra spark -c requirements/dev.txt "$@"
