/* Libraries that most commands never need are loaded by the first call that does: `module_find("transport",
 * "transport_curl")` is the symbol of cfgen-transport.so, found by the program's own RPATH; or of the program
 * itself, where tests and the static release link it in. */
#ifndef BASE_MODULE_H
#define BASE_MODULE_H
const void *module_find(const char *module,
                        const char *symbol); /* ends the program when it is not installed */
#endif
