#!/bin/bash
# ci/deploy.sh: makes the stack what the description says. CFGEN_SERVICE and CFGEN_STAGE say which, CFGEN_SINCE from which
# commit on a change counts, CFGEN_DEPLOY has more options. The outputs are in `outputs` for later steps, as JSON on one line.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ci/common.sh
. "$here/common.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The first push of a branch comes after the commit 000…; what a shallow clone lacks is fetched. What is not to be had at
# all is a finding of cfgen's.
since=${CFGEN_SINCE-}
if [[ $since =~ ^0+$ ]]; then
    since=
elif [[ $since =~ ^[0-9a-f]{40,64}$ ]] && ! git cat-file -e "$since^{commit}" 2>/dev/null; then
    git fetch -q --depth=1 -- origin "$since" || true
fi
options=("${untrusted[@]}")
service=()
[ -z "${CFGEN_SERVICE-}" ] || service=(-- "$CFGEN_SERVICE")
[ -z "${CFGEN_STAGE-}" ] || options+=(--stage "$CFGEN_STAGE")
[ -z "$since" ] || options+=(--changed-since "rev:$since")
words "${CFGEN_DEPLOY-}"
status=0
cfgen deploy "${options[@]}" "${words[@]}" --outputs "$work/outputs.json" "${service[@]}" >"$work/printed" || status=$?
[ ! -s "$work/printed" ] || show "$work/printed"
[ "$status" -ne 2 ] || needs_trust "deploying"
[ ! -f "$work/outputs.json" ] || tr -d '\n' <"$work/outputs.json" | output outputs
exit "$status"
