#!/bin/bash
# golden.sh BIN FOLDER: runs FOLDER/command in a copy of FOLDER, with the programs of BIN first in PATH, and compares
# output, findings (standard error) and exit status with FOLDER/expected. UPDATE=1 rewrites FOLDER/expected where it
# differs, prints the difference and fails, so that ctest shows it. Where a finding is gone, only UPDATE=again rewrites.
# The command sees an empty HOME, $TESTS (this folder) and nothing else of the caller's environment; exit status 77
# is a skipped test.
set -u
bin=$1 folder=$2 tests=$(cd "$(dirname "$0")" && pwd -P)
work=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" && cp -R "$folder" "$work/here" && rm -f "$work/here/expected" "$work/here/command"

environment=(PATH="$bin:$PATH" HOME="$work/home" TMPDIR="$work" TESTS="$tests" LC_ALL=C.UTF-8 TZ=UTC)
for name in ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS GCOV_PREFIX LLVM_PROFILE_FILE; do
    [ -n "${!name-}" ] && environment+=("$name=${!name}")
done
(cd "$work/here" && env -i "${environment[@]}" sh -u "$folder/command" </dev/null >"$work/output" 2>"$work/findings")
status=$?
if [ $status = 77 ]; then
    cat "$work/output" "$work/findings"
    exit 77
fi

section() { # section TITLE FILE: nothing for an empty file; a missing last newline is told
    [ -s "$2" ] || return 0
    echo "== $1"
    sed -e "s|$work/here|HERE|g; s|$work|WORK|g; s|$tests|TESTS|g; s|, [0-9]* s)\$|, N s)|" "$2"
    [ -z "$(tail -c1 "$2")" ] || printf '\n== (without a newline)\n'
}
{
    section output "$work/output"
    section findings "$work/findings"
    echo "== exit $status"
} >"$work/actual"

touch "$work/none"
expected=$folder/expected
[ -e "$expected" ] || expected=$work/none
diff -u --label "$folder/expected" --label "this run" "$expected" "$work/actual" >"$work/difference" && exit
[ "${UPDATE-}" ] || { cat "$work/difference"; exit 1; }

codes() { grep -owE '[EWN][0-9]{3}' "$1" | sort; }
gone=$(comm -23 <(codes "$expected") <(codes "$work/actual") | uniq | tr '\n' ' ')
head -n 40 "$work/difference"
lines=$(wc -l <"$work/difference")
[ "$lines" -le 40 ] || echo "… $((lines - 40)) more lines"
if [ "$gone" ] && [ "$UPDATE" != again ]; then
    echo "NOT REWRITTEN: these findings are gone: ${gone}- if that is intended, run it with UPDATE=again" >&2
    exit 1
fi
cp "$work/actual" "$folder/expected"
echo "rewritten: $folder/expected"
exit 1
