/* Runs a fuzz target over files and folders, where libFuzzer is not built in. A file that takes longer than
 * SECONDS ends it by SIGALRM. */
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int inputs;

static int run(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    enum { LARGEST = 1 << 20, SECONDS = 60 };
    (void)where;
    if (kind != FTW_F || about->st_size > LARGEST) return 0;
    FILE *file = fopen(path, "rb");
    if (!file) return 0;
    uint8_t *bytes = malloc((size_t)about->st_size + 1), *exact;
    size_t size = fread(bytes, 1, (size_t)about->st_size, file);
    fclose(file);
    exact = realloc(bytes, size ? size : 1); /* so that a sanitizer sees a read behind the last byte */
    setenv("FUZZ_INPUT", path, 1);           /* for who looks at a crash with a debugger */
    alarm(SECONDS);
    LLVMFuzzerTestOneInput(exact, size);
    alarm(0);
    free(exact);
    inputs++;
    return 0;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) nftw(argv[i], run, 16, FTW_PHYS);
    printf("%d inputs\n", inputs);
    return inputs ? 0 : 1;
}
