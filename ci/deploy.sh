#!/bin/bash
# ci/deploy.sh: makes the stack what the description says. CFGEN_SERVICE and CFGEN_STAGE say which, CFGEN_SINCE from which
# commit on a change counts, CFGEN_DEPLOY has more options. The outputs are in `outputs` for later steps, as JSON on one line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
options=()
[ -z "${CFGEN_STAGE-}" ] || options+=(--stage "$CFGEN_STAGE")
[ -z "${CFGEN_SINCE-}" ] || options+=(--changed-since "$CFGEN_SINCE")
# shellcheck disable=SC2206
options+=(${CFGEN_DEPLOY-})
cfgen deploy "${options[@]}" --outputs "$work/outputs.json" ${CFGEN_SERVICE:+"$CFGEN_SERVICE"}
if [ -n "${GITHUB_OUTPUT-}" ] && [ -f "$work/outputs.json" ]; then
    printf 'outputs=%s\n' "$(tr -d '\n' <"$work/outputs.json")" >>"$GITHUB_OUTPUT"
fi
