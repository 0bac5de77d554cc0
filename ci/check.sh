#!/bin/bash
# ci/check.sh: the check of the commits that are new, as the hook of git makes it. CFGEN_STAGE says of which
# stage, CFGEN_CHECK has more options.
set -euo pipefail
. "$(dirname "$0")/base.sh"
options=()
[ -z "${CFGEN_STAGE-}" ] || options+=(--stage "$CFGEN_STAGE")
# shellcheck disable=SC2206
options+=(${CFGEN_CHECK-})
if [ -n "$base" ]; then
    exec cfgen hook run --range "$base..HEAD" "${options[@]}"
fi
exec cfgen hook run --tree HEAD "${options[@]}"
