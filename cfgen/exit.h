/* How a command ends: the one table of exit codes, which the code, the help and the manual pages read. */
#ifndef CFGEN_EXIT_H
#define CFGEN_EXIT_H
#include "base/module.h"

#define EXIT_CODES(CODE)                                                                                     \
    CODE(0, DONE, "Success, or nothing to do")                                                               \
    CODE(1, FINDINGS, "The description or its files have errors")                                            \
    CODE(2, USAGE, "Invalid command line")                                                                   \
    CODE(3, APPROVAL, "Approval required")                                                                   \
    CODE(4, ROLLED_BACK, "The deployment failed and was rolled back")                                        \
    CODE(5, STUCK, "The deployment failed and could not be rolled back")                                     \
    CODE(6, AWS, "AWS, network or credentials error")                                                        \
    CODE(7, TIMEOUT, "Another operation is in progress, or the command timed out")                           \
    CODE(10, CHANGES, "`diff --exit-code`: changes")                                                         \
    CODE(11, LOSS, "`diff --exit-code`: changes that lose data or interrupt service")                        \
    CODE(MODULE_ABSENT, INCOMPLETE, "Incomplete installation: a module of cfgen is missing")                 \
    CODE(130, INTERRUPTED, "Interrupted (SIGINT)")                                                           \
    CODE(143, TERMINATED, "Terminated (SIGTERM)")

enum exit_code {
#define CODE(number, name, about) EXIT_##name = number,
    EXIT_CODES(CODE)
#undef CODE
};

struct exit_about {
    enum exit_code code;
    const char *about;
};
extern const struct exit_about exit_about[]; /* ends with an about of NULL */
#endif
