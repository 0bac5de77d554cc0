#include "cfgen/command.h"
#include "cfgen/surroundings.h"

int main(int argc, char **argv)
{
    (void)argc;
    return command_main(&system_surroundings, argv + 1, stdout, stderr);
}
