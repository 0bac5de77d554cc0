/* The program git as a reader of a repository that may be hostile: every command that a repository could
 * configure, hooks and all that asks a server are switched off.
 * https://git-scm.com/docs/git-config https://git-scm.com/docs/git#_environment_variables */
#ifndef STACKS_GIT_GIT_H
#define STACKS_GIT_GIT_H
#include "base/dialogue.h"
#include "base/process.h"

/* `words` are the command and its arguments; the last is NULL. */
struct process git_run(struct arena *, const char *const *words);
struct process git_hooks(struct arena *, const char *const *words); /* the same, for where hooks are */
struct dialogue *git_dialogue(struct arena *, const char *const *words);
#endif
