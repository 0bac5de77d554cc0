#!/bin/bash
# docs.sh BIN: the pages under docs/ are what the program would write now. UPDATE=1 writes them.
set -u
bin=$1 docs=$(cd "$(dirname "$0")/../docs" && pwd)
bad=0

page() { # page FILE COMMAND...: docs/FILE is what the command prints
    local file=$docs/$1 now
    shift
    now=$("$@") || exit 1
    if [ "${UPDATE-}" ]; then
        echo "$now" >"$file"
    elif ! diff -u "$file" <(echo "$now"); then
        echo "$file is not current: UPDATE=1 $0 $bin"
        bad=1
    fi
}
page commands.md "$bin/cfgen" help --format markdown
page findings.md "$bin/cfgen" explain --format markdown
page language.md "$bin/cfgen" docs
page costs.md "$docs/../scripts/costs-page" "$bin/cfgen"
page map.svg "$docs/../scripts/map" "$bin"
exit $bad
