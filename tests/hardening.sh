#!/bin/bash
# hardening.sh BUILD [SOURCE-BUILD]: the program and the modules of BUILD as they were linked. With SOURCE-BUILD, a
# folder for a build of its own, also what only an optimized build has: base/ and main.c are compiled as in a release.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
bad=0

wrong() {
    echo "$1"
    bad=1
}
has() { # has TEXT PATTERN WHAT
    grep -qE "$2" <<<"$1" || wrong "no $3"
}

for file in "$build/cfgen" "$build"/cfgen-*.so; do
    name=${file##*/}
    header=$(readelf -hlW "$file") dynamic=$(readelf -dW "$file") symbols=$(nm -D --undefined-only "$file")
    has "$header" 'Type: +DYN' "$name: position-independent code"
    has "$header" 'GNU_RELRO' "$name: relocations that become read-only (-z relro)"
    has "$dynamic" 'BIND_NOW|FLAGS_1.*NOW' "$name: symbols bound at start (-z now)"
    has "$header" 'GNU_STACK.* RW ' "$name: stack that is not executable"
    has "$symbols" '__stack_chk_fail' "$name: stack protector"
    grep -qE 'RPATH|RUNPATH' <<<"$dynamic" && wrong "$name has a search path for libraries"
    grep -qE 'LOAD.* RWE' <<<"$header" && wrong "$name has memory that is writable and executable"
done
has "$(readelf -dW "$build/cfgen")" 'FLAGS_1.*PIE' "cfgen: -pie"
if [ "$(uname -m)" = x86_64 ]; then
    main=$(objdump -d --disassemble=main "$build/cfgen" | grep -A 1 '<main>:')
    has "$main" 'endbr64' "cfgen: -fcf-protection"
fi

# What is shown is what is used, no more and no less.
shown=$(nm -D --defined-only "$build/cfgen" | awk '$2 != "B" && $2 != "V" { print $3 }' | sort)
own=$(nm --defined-only "$build/cfgen" | awk '{ print $3 }' | sort -u)
used=$(nm -D --undefined-only "$build"/cfgen-*.so | awk 'NF == 2 { print $2 }' | sort -u | comm -12 - <(echo "$own"))
difference=$(diff <(echo "$used") <(echo "$shown") | grep '^[<>]')
[ -z "$difference" ] || wrong "cfgen/program.map: modules use what is not shown (<), or not what is (>):
$difference"
for module in "$build"/cfgen-*.so; do
    shown=$(nm -D --defined-only "$module" | awk '$3 != "mbedtls_x509_crt_parse_file" { print $3 }') # that is to libgit2
    [ "$(wc -w <<<"$shown")" -eq 1 ] || wrong "${module##*/} shows more than its one name: $shown"
done

[ $# -gt 1 ] || exit $bad
cmake -S . -B "$2" -G Ninja -DCMAKE_BUILD_TYPE=Release ${CMAKE_C_COMPILER_LAUNCHER:+-DCMAKE_C_COMPILER_LAUNCHER=$CMAKE_C_COMPILER_LAUNCHER} \
    >"$2.log" 2>&1 && cmake --build "$2" --target base CMakeFiles/program.dir/cfgen/main.c.o >>"$2.log" 2>&1 ||
    wrong "$(tail -20 "$2.log")"
has "$(nm "$2/libbase.a" 2>/dev/null)" 'U __v?(sn|f)printf_chk' "release: -D_FORTIFY_SOURCE"
has "$(nm "$2/CMakeFiles/program.dir/cfgen/main.c.o" 2>/dev/null)" 'U prctl' "release: protection of the memory from core dumps"
exit $bad
