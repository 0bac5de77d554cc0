/* Libraries that most commands never need are loaded by the first call that does: `module_find("transport",
 * "transport_curl")` is the symbol of cfgen-transport.so, which stands beside the program or where it is
 * installed; or of the program itself, where tests and a static build link it in. Found by the program's own
 * path: a search path in the program would make the loader look there for every library of every command. */
#ifndef BASE_MODULE_H
#define BASE_MODULE_H
enum {
    MODULE_ABSENT = 70
}; /* how the program ends when a module is not installed: EX_SOFTWARE of sysexits */

const void *module_find(const char *module, const char *symbol);
#endif
