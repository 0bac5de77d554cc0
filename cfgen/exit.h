/* How a command ends: the one table of exit codes, which the code, the help and the manual pages read. */
#ifndef CFGEN_EXIT_H
#define CFGEN_EXIT_H
#include "base/module.h"

#define EXIT_CODES(CODE)                                                                                     \
    CODE(0, DONE, "done, or there was nothing to do")                                                        \
    CODE(1, FINDINGS, "the description or its files have findings that are errors")                          \
    CODE(2, USAGE, "wrong usage of the command line")                                                        \
    CODE(3, APPROVAL, "approval is needed and was not given")                                                \
    CODE(4, ROLLED_BACK, "the deployment failed and was rolled back")                                        \
    CODE(5, STUCK, "the deployment failed and could not be rolled back")                                     \
    CODE(6, AWS, "AWS, the network or the credentials failed")                                               \
    CODE(7, TIMEOUT, "a lock is held by another deployment, or the time given was over")                     \
    CODE(10, CHANGES, "`diff --exit-code`: there are changes")                                               \
    CODE(11, LOSS, "`diff --exit-code`: there are changes, and data is lost or service interrupted")         \
    CODE(MODULE_ABSENT, INCOMPLETE, "cfgen is not installed completely: one of its modules was not found")   \
    CODE(130, INTERRUPTED, "interrupted (SIGINT)")                                                           \
    CODE(143, TERMINATED, "terminated (SIGTERM)")

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
