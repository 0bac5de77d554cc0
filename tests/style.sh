#!/bin/bash
# style.sh: what the sources must keep and no compiler checks.
set -u
cd "$(dirname "$0")/.." || exit 1
bad=0
layers=(base service templates stacks aws lifecycle cfgen)
sources=$(find "${layers[@]}" tests bench -name '*.[ch]' 2>/dev/null)

none() { # none WHAT PATTERN FILE...: no line of the files matches
    local what=$1 pattern=$2 found
    shift 2
    found=$(grep -nE "$pattern" "$@" /dev/null) || return 0
    printf '%s:\n%s\n' "$what" "$found"
    bad=1
}
below() { find "$@" -name '*.[ch]' 2>/dev/null; } # the sources of some layers
but() { grep -vxF "$(printf '%s\n' "$@")"; }

none "a typedef of a struct" '^ *typedef +(struct|enum|union)' $sources
none "a bar or a banner" '/[/*]+ ?[-=*#~_]{3,}|[-=*#~_]{4,} ?\*/' $sources
none "left to do" '\b(TODO|FIXME|XXX)\b' $sources
none "a tab" $'\t' $sources
none "a user's file is read through struct surroundings" '\b(fopen|open|openat|opendir|getenv|time|clock_gettime)\(' \
    $(below service templates stacks)
none "what is not written has no node: node_place() and node_key_place()" '\bfrom->(key_)?place\b' \
    $(below "${layers[@]}")
none "findings are collected, not printed" '\b(printf|puts|perror)\(|stdout' $(below service templates stacks)
none "libyaml is service's" '<yaml\.h>' $(below base templates stacks aws lifecycle cfgen)
none "libcurl is aws/transport.c's" '<curl/' $(below "${layers[@]}" | but aws/transport.c)
none "libgit2 is stacks/git/store_git2.c's" '<git2' $(below "${layers[@]}" | but stacks/git/store_git2.c)
none "expat is aws/xml.c's" '<expat\.h>' $(below "${layers[@]}" | but aws/xml.c)

long=$(wc -l $(below "${layers[@]}") | awk '$2 != "total" && $1 > 400')
[ -z "$long" ] || { printf 'above 400 lines:\n%s\n' "$long"; bad=1; }
exit $bad
