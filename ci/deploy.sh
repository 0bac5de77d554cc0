#!/bin/bash
# ci/deploy.sh: deploys the service. CFGEN_SERVICE and CFGEN_STAGE choose it, CFGEN_SINCE skips it if no file has changed since
# that commit, CFGEN_DEPLOY sets more options. Later steps find the outputs in `outputs`, as JSON on one line.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ci/common.sh
. "$here/common.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The first push of a branch has the previous commit 000…. A commit that a shallow clone lacks is fetched; if that fails,
# cfgen reports a finding.
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
