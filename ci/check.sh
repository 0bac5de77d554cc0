#!/bin/bash
# ci/check.sh: checks new commits like the Git hook. CFGEN_STAGE sets the stage, CFGEN_CHECK more options.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ci/common.sh
. "$here/common.sh"
# shellcheck source=ci/base.sh
. "$here/base.sh"
options=("${untrusted[@]}")
[ -z "${CFGEN_STAGE-}" ] || options+=(--stage "$CFGEN_STAGE")
words "${CFGEN_CHECK-}"
options+=("${words[@]}")
if [ -n "$base" ]; then
    exec cfgen hook run --range "$base..HEAD" "${options[@]}"
fi
exec cfgen hook run --tree HEAD "${options[@]}"
