#!/bin/bash
# ci/diff.sh: writes the diff of a change to the job's summary and to one comment. CFGEN_SERVICE, CFGEN_STAGE and CFGEN_DIFF
# (more options) choose the service; CFGEN_COMMENT=false writes no comment. CFGEN_FAIL=data-loss fails if the change would
# lose data or interrupt service, CFGEN_MORE=10 if it adds more than 10 US dollars to the monthly cost.
# CFGEN_AGAINST=deployed compares with the deployed stack.
set -euo pipefail
export -n GITHUB_TOKEN CFGEN_TOKEN # only comment.py gets them
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ci/common.sh
. "$here/common.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
options=("${untrusted[@]}")
service=()
[ -z "${CFGEN_SERVICE-}" ] || service=(-- "$CFGEN_SERVICE")
if [ "${CFGEN_AGAINST-}" = deployed ] && [ -n "${CFGEN_MORE-}" ]; then
    echo "CFGEN_MORE requires a comparison with a revision, not with the deployed stack" >&2
    exit 2
fi
[ -z "${CFGEN_STAGE-}" ] || options+=(--stage "$CFGEN_STAGE")
if [ "${CFGEN_AGAINST-}" != deployed ]; then
    # shellcheck source=ci/base.sh
    . "$here/base.sh"
    [ -n "$base" ] || { echo "nothing to compare with: this is the first commit"; exit 0; }
    options+=(--against "$base")
fi
words "${CFGEN_DIFF-}"
status=0
cfgen diff "${options[@]}" "${words[@]}" --format markdown -o "$work/diff.md" --exit-code "${service[@]}" || status=$?
case $status in
    0) changes=false loss=false ;;
    10) changes=true loss=false ;;
    11) changes=true loss=true ;;
    *)
        [ "${CFGEN_AGAINST-}" != deployed ] || needs_trust "comparing with the deployed stack in"
        exit "$status"
        ;;
esac
show "$work/diff.md"
[ -z "${GITHUB_STEP_SUMMARY-}" ] || cat -- "$work/diff.md" >>"$GITHUB_STEP_SUMMARY"
printf %s "$changes" | output changes
printf %s "$loss" | output data-loss
if [ "${CFGEN_COMMENT:-true}" = true ]; then
    GITHUB_TOKEN=${GITHUB_TOKEN-} CFGEN_TOKEN=${CFGEN_TOKEN-} python3 -I "$here/comment.py" "$work/diff.md" "$changes"
fi
if [ "${CFGEN_FAIL-}" = data-loss ] && [ "$loss" = true ]; then
    echo "the change would lose data or interrupt service" >&2
    exit 11
fi
if [ -n "${CFGEN_MORE-}" ]; then
    status=0
    cfgen cost "${options[@]}" --fail-more "$CFGEN_MORE" -o "$work/cost.txt" "${service[@]}" || status=$?
    [ ! -f "$work/cost.txt" ] || show "$work/cost.txt"
    exit "$status"
fi
