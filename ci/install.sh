#!/bin/bash
# ci/install.sh: makes the command `cfgen` available to this job and its later steps. Uses an installed cfgen, or builds it
# from this repository on Debian or Ubuntu.
set -euo pipefail
if command -v cfgen >/dev/null; then
    cfgen version
    exit
fi
cd "$(dirname "$0")/.."
root=$PWD
if [ ! -x build/release/cfgen ]; then
    sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
    $sudo scripts/setup demo packages
    mkdir -p build
    { cmake --preset release && cmake --build --preset release --target product; } >build/release.log 2>&1 || {
        tail -40 build/release.log >&2
        exit 1
    }
fi
[ -z "${GITHUB_PATH-}" ] || echo "$root/build/release" >>"$GITHUB_PATH"
"$root/build/release/cfgen" version
