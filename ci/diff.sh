#!/bin/bash
# ci/diff.sh: what the change would do, for the job's summary and for one comment. CFGEN_SERVICE, CFGEN_STAGE and
# CFGEN_DIFF (more options) say of what; CFGEN_COMMENT=false writes no comment, CFGEN_FAIL=data-loss fails where data or a
# service would be lost, and CFGEN_MORE=10 where a month would cost more than so many US dollars more. Against what runs:
# CFGEN_AGAINST=deployed.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
options=()
if [ "${CFGEN_AGAINST-}" = deployed ] && [ -n "${CFGEN_MORE-}" ]; then
    echo "CFGEN_MORE compares with a revision, not with what is deployed" >&2
    exit 2
fi
[ -z "${CFGEN_STAGE-}" ] || options+=(--stage "$CFGEN_STAGE")
if [ "${CFGEN_AGAINST-}" != deployed ]; then
    . "$here/base.sh"
    [ -n "$base" ] || { echo "nothing to compare with: this is the first commit"; exit 0; }
    options+=(--against "$base")
fi
costs=("${options[@]}")
# shellcheck disable=SC2206
options+=(${CFGEN_DIFF-})
cfgen diff "${options[@]}" --format markdown -o "$work/diff.md" --exit-code ${CFGEN_SERVICE:+"$CFGEN_SERVICE"}
status=$?
case $status in
    0) changes=false loss=false ;;
    10) changes=true loss=false ;;
    11) changes=true loss=true ;;
    *) exit $status ;;
esac
cat "$work/diff.md"
[ -z "${GITHUB_STEP_SUMMARY-}" ] || cat "$work/diff.md" >>"$GITHUB_STEP_SUMMARY"
[ -z "${GITHUB_OUTPUT-}" ] || printf 'changes=%s\ndata-loss=%s\n' "$changes" "$loss" >>"$GITHUB_OUTPUT"
if [ "${CFGEN_COMMENT:-true}" = true ]; then
    python3 "$here/comment.py" "$work/diff.md" "$changes" || exit
fi
if [ "${CFGEN_FAIL-}" = data-loss ] && [ $loss = true ]; then
    echo "the change would lose data or a service" >&2
    exit 11
fi
if [ -n "${CFGEN_MORE-}" ]; then
    cfgen cost "${costs[@]}" --fail-more "$CFGEN_MORE" ${CFGEN_SERVICE:+"$CFGEN_SERVICE"}
fi
