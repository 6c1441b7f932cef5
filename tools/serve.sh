#!/bin/sh
# Opens the model district that `make demo` made, with one account per role.
#
#   tools/serve.sh [PORT]
#
# The record lies in build/demo/system and is kept between runs; remove that folder to begin again.
set -eu
cd "$(dirname "$0")/.."
port=${1:-8000}
district=build/demo/district
export ANSWERABLE_DATA=build/demo/system ANSWERABLE_DEMO=yes
answerable=.venv/bin/answerable
# The model district ends on 30 June 2026; for whoever looks at it, that is today.
ANSWERABLE_DEMO_DAYS_BACK=$(.venv/bin/python -c 'from datetime import date, datetime; from zoneinfo import ZoneInfo; print((datetime.now(ZoneInfo("Asia/Shanghai")).date() - date(2026, 6, 30)).days)')
export ANSWERABLE_DEMO_DAYS_BACK

[ -d "$district" ] || {
    printf 'serve: there is no model district yet; run: make demo\n' >&2
    exit 2
}
if [ ! -f "$ANSWERABLE_DATA/ready" ]; then
    rm -rf "$ANSWERABLE_DATA"
    mkdir -p "$ANSWERABLE_DATA"
    "$answerable" load "$district"
    "$answerable" account demo | tee "$ANSWERABLE_DATA/accounts.txt"
    touch "$ANSWERABLE_DATA/ready"
else
    cat "$ANSWERABLE_DATA/accounts.txt"
fi
printf '\n第二因素的验证码，在另一个终端运行： The code of the second factor, in another terminal:\n'
printf '  make code NAME=handler\n'
printf '  cd %s && ANSWERABLE_DATA=%s ANSWERABLE_DEMO=yes %s account code handler\n\n' \
    "'$PWD'" "$ANSWERABLE_DATA" "$answerable"
exec "$answerable" serve --port "$port"
