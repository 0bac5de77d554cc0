#!/bin/bash
# ci/check.sh: the check of the commits that are new, as the hook of git makes it.
set -euo pipefail
. "$(dirname "$0")/base.sh"
if [ -n "$base" ]; then
    exec cfgen hook run --range "$base..HEAD"
fi
exec cfgen hook run --tree HEAD
