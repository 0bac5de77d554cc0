#include "stacks/git/git.h"

/* What the repository's own configuration says of these does not count. Filters, textconv and diff drivers
 * run only where the working tree is compared or a patch is shown, which nobody asks for here. */
static const char *const switches[] = {
    "--no-pager",
    "-c",
    "core.fsmonitor=",
    "-c",
    "core.sshCommand=false",
    "-c",
    "core.gitProxy=",
    "-c",
    "core.askPass=",
    "-c",
    "core.alternateRefsCommand=",
    "-c",
    "credential.helper=",
    "-c",
    "diff.external=",
    "-c",
    "gpg.program=false",
    "-c",
    "submodule.recurse=false",
    "-c",
    "protocol.allow=never",
    "-c",
    "safe.bareRepository=explicit", /* one inside the repository is as hostile as its files */
    "-c",
    "core.hooksPath=/dev/null", /* git_hooks() goes without these two */
};
enum { SWITCHES = sizeof switches / sizeof *switches, HOOKS = 4 };

/* GIT_ALLOW_PROTOCOL wins over protocol.NAME.allow; from 2.45 on git can also be kept from trying. Nothing is
 * refreshed, and nobody asked for a password. */
static const char *const settings[] = { "GIT_ALLOW_PROTOCOL=none",
                                        "GIT_NO_LAZY_FETCH=1",
                                        "GIT_OPTIONAL_LOCKS=0",
                                        "GIT_TERMINAL_PROMPT=0",
                                        "LC_ALL=C",
                                        NULL };

/* Where the repository is, as git tells a hook, and the user's configuration. */
static const char *const names[] = { "GIT_DIR",
                                     "GIT_WORK_TREE",
                                     "GIT_INDEX_FILE",
                                     "GIT_OBJECT_DIRECTORY",
                                     "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                     "GIT_COMMON_DIR",
                                     "GIT_QUARANTINE_PATH",
                                     "GIT_CEILING_DIRECTORIES",
                                     "GIT_DISCOVERY_ACROSS_FILESYSTEM",
                                     "GIT_NAMESPACE",
                                     "GIT_SHALLOW_FILE",
                                     "GIT_NO_REPLACE_OBJECTS",
                                     "GIT_REPLACE_REF_BASE",
                                     "GIT_CONFIG_*",
                                     NULL };

static struct launch launch_of(struct arena *arena, const char *const *words, int count)
{
    size_t more = 0, at = 0;
    while (words[more]) more++;
    const char **all = arena_take(arena, (SWITCHES + more + 2) * sizeof *all);
    all[at++] = "git";
    for (int i = 0; i < count; i++) all[at++] = switches[i];
    for (size_t i = 0; i < more; i++) all[at++] = words[i];
    return (struct launch){
        .words = all, .profile = PROFILE_FETCH, .settings = settings, .names = names, .most = (size_t)1 << 30
    };
}

struct process git_run(struct arena *arena, const char *const *words)
{
    struct launch launch = launch_of(arena, words, SWITCHES);
    return process_run(arena, &launch);
}

struct process git_hooks(struct arena *arena, const char *const *words)
{
    struct launch launch = launch_of(arena, words, SWITCHES - HOOKS);
    return process_run(arena, &launch);
}

struct dialogue *git_dialogue(struct arena *arena, const char *const *words)
{
    struct launch launch = launch_of(arena, words, SWITCHES);
    return dialogue_new(arena, &launch);
}
