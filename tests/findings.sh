#!/bin/bash
# findings.sh: each code of the catalogue has a golden under tests/findings/CODE/ that shows it, and no other; the
# catalogue stands by code, and no number is used by two letters but those that were released so.
set -u
cd "$(dirname "$0")/.." || exit 1
bad=0
complain() { echo "$*"; bad=1; }
codes=$(sed -n 's/^FINDING(\([A-Z][0-9]*\),.*/\1/p' base/findings.def)
[ "$codes" = "$(LC_ALL=C sort -u <<<"$codes")" ] || complain "base/findings.def: not ordered by code, or a code twice"
released="101 102 103 150 201 202 301 302 303 316 317 401 402 501 520 601 602 603 604 605 606 607 620 640 641 642 643 644
660 661 695 696 700 701 730 770 771"
for number in $(sed 's/^.//' <<<"$codes" | sort | uniq -d); do
    [[ " ${released//$'\n'/ } " == *" $number "* ]] || complain "$number: used with two letters; take a free number"
done
for code in $codes; do
    shown=$(find "tests/findings/$code" -name expected -exec grep -l "\[$code\]\|\"$code\"" {} + 2>/dev/null)
    [ "$shown" ] || complain "$code: no golden under tests/findings/$code/ shows it"
done
for folder in tests/findings/*/; do
    code=$(basename "$folder")
    grep -qx "$code" <<<"$codes" || complain "$folder: the catalogue has no such code"
done
exit $bad
