# shellcheck shell=bash
# ci/common.sh, to be sourced: shared functions of the pipeline scripts.

# untrusted=(--untrusted) for a change that is not merged yet. CFGEN_UNTRUSTED=true or false decides otherwise.
untrusted=()
case ${CFGEN_UNTRUSTED-} in
    true) untrusted=(--untrusted) ;;
    false) ;;
    '')
        for event in "${GITHUB_EVENT_NAME-}" "${CI_PIPELINE_SOURCE-}"; do
            case $event in
                pull_request* | merge_group | issue_comment | workflow_run | merge_request_event | external_pull_request_event)
                    untrusted=(--untrusted)
                    ;;
            esac
        done
        ;;
    *)
        echo "CFGEN_UNTRUSTED must be true or false" >&2
        exit 2
        ;;
esac

# words TEXT: the words of more options in the array `words`. They are split at blanks, and no file name is put in for a *.
words=()
# shellcheck disable=SC2034 # the script that sources this one reads it
words() {
    read -r -d '' -a words <<<"$1" || true
}

random() {
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

# show FILE: prints a text that others wrote. In a log of GitHub nothing in it is a command.
# https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
show() {
    local token
    if [ "${GITHUB_ACTIONS-}" != true ]; then
        cat -- "$1"
        return
    fi
    token=$(random)
    printf '::stop-commands::%s\n' "$token"
    cat -- "$1"
    printf '\n::%s::\n' "$token"
}

# output NAME: the standard input is an output of this step, whatever is in it.
output() {
    local end
    end=$(random)
    { printf '%s<<%s\n' "$1" "$end" && cat && printf '\n%s\n' "$end"; } >>"${GITHUB_OUTPUT:-/dev/null}"
}

# needs_trust WHAT: says how to allow what --untrusted refuses.
needs_trust() {
    [ ${#untrusted[@]} -eq 0 ] || echo "$1 an unmerged change requires CFGEN_UNTRUSTED=false (on GitHub: untrusted: false)" >&2
}
