#!/bin/bash
# update.sh: what UPDATE does to a golden (golden.sh): it shows what changed, and a finding that is gone needs UPDATE=again.
set -u
golden=$(cd "$(dirname "$0")" && pwd)/golden.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bad=0

run() { # run UPDATE STATUS SHOWN: the golden ends so, and its output has a line with SHOWN
    local shown
    shown=$(UPDATE=$1 "$golden" /nowhere "$folder" 2>&1)
    local status=$?
    [ $status = "$2" ] && grep -qF -- "$3" <<<"$shown" && return
    printf 'UPDATE=%s: exit %s, not %s with "%s"\n%s\n' "$1" $status "$2" "$3" "$shown"
    bad=1
}
kept() { # kept TEXT: the expected file has it
    grep -qF -- "$1" "$folder/expected" && return
    printf 'expected has no "%s"\n' "$1"
    bad=1
}

echo 'echo one "[E101]" "[E101]"' >"$folder/command"
run 1 1 '+one [E101] [E101]'
run '' 0 ''
echo 'echo two "[E101]" "[E101]"' >"$folder/command"
run '' 1 '+two'
kept one
run 1 1 '+two'
kept two
echo 'echo three "[E101]" "[W999]"' >"$folder/command"
run 1 1 'NOT REWRITTEN: these findings are gone: E101'
kept two
run again 1 '+three'
kept three
run 1 0 ''
exit $bad
