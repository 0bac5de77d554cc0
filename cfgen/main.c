#include "cfgen/commands/registry.h"
#include "cfgen/surroundings.h"
#include <sys/prctl.h>

int main(int argc, char **argv)
{
    (void)argc;
#ifdef NDEBUG
    /* The environment may hold credentials: no core dump, and no other process of the user reads the memory.
     * A debugger and LeakSanitizer need both, so that builds for development allow it. */
    prctl(PR_SET_DUMPABLE, 0);
#endif
    return command_main(commands, &system_surroundings, argv + 1, stdout, stderr);
}
