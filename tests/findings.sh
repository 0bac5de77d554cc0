#!/bin/bash
# findings.sh: each code of the catalogue has a golden under tests/findings/CODE/ that shows it, and no other.
set -u
cd "$(dirname "$0")/.." || exit 1
bad=0
complain() { echo "$*"; bad=1; }
codes=$(sed -n 's/^FINDING(\([A-Z][0-9]*\),.*/\1/p' base/findings.def)
for code in $codes; do
    shown=$(find "tests/findings/$code" -name expected -exec grep -l "\[$code\]\|\"$code\"" {} + 2>/dev/null)
    [ "$shown" ] || complain "$code: no golden under tests/findings/$code/ shows it"
done
for folder in tests/findings/*/; do
    code=$(basename "$folder")
    grep -qx "$code" <<<"$codes" || complain "$folder: the catalogue has no such code"
done
exit $bad
