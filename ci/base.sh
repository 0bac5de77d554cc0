# shellcheck shell=bash
# ci/base.sh, to be sourced: sets $base, the revision to compare with: CFGEN_AGAINST, else the merge base of a pull or merge
# request, else the previous commit. It is empty for a first commit.
base=${CFGEN_AGAINST-}
target=${GITHUB_BASE_REF:-${CI_MERGE_REQUEST_TARGET_BRANCH_NAME-}}
if [ -z "$base" ] && [ -n "$target" ]; then
    there=refs/remotes/origin/$target
    git rev-parse -q --verify "$there^{commit}" >/dev/null || git fetch -q --depth=50 -- origin "refs/heads/$target:$there"
    base=rev:$(git merge-base -- "$there" HEAD || git rev-parse --verify "$there")
fi
if [ -z "$base" ]; then
    base=$(git rev-parse -q --verify 'HEAD~1^{commit}' || true)
    base=${base:+rev:$base}
fi
