#!/bin/sh
# Prints the path of a Chromium for `make test-browser` and `make screenshots`; installs Debian's where it may.
#
#   tools/browser.sh
#
# CHROMIUM in the environment names another one. Chinese characters need a font: Debian's fonts-noto-cjk comes along.
set -eu

say() { printf 'browser: %s\n' "$*" >&2; }
find_browser() {
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name"; then return 0; fi
    done
    return 1
}
chinese() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn)" ]; }

from_apt() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    say "installing Debian's $* (some minutes, once)"
    export DEBIAN_FRONTEND=noninteractive
    quietly="-y -qq --no-install-recommends"
    # shellcheck disable=SC2086 # three options, not one
    apt-get install $quietly "$@" >/dev/null 2>&1 ||
        { apt-get update -qq >/dev/null && apt-get install $quietly "$@" >/dev/null; }
}

if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" || { say "CHROMIUM=$CHROMIUM is no program" && exit 1; }
    exit 0
fi
find_browser >/dev/null || from_apt chromium fonts-noto-cjk || {
    say "there is no Chromium on this machine, and it cannot be installed from here"
    say "Debian, as root: apt-get install chromium fonts-noto-cjk; elsewhere name one: CHROMIUM=/path/of/it"
    exit 1
}
chinese || from_apt fonts-noto-cjk || say "no Chinese font: characters will show as boxes (Debian: fonts-noto-cjk)"
find_browser
