#include "cfgen/surroundings.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum file_state state_of_error(void)
{
    if (errno == ENOENT || errno == ENOTDIR) return FILE_ABSENT;
    return errno == EACCES || errno == EPERM ? FILE_DENIED : FILE_FAILED;
}

static enum file_state state(void *with, const char *path)
{
    (void)with;
    struct stat about;
    if (stat(path, &about)) return state_of_error();
    if (S_ISDIR(about.st_mode)) return FILE_FOLDER;
    if (access(path, R_OK)) return state_of_error();
    return S_ISREG(about.st_mode) ? FILE_THERE : FILE_SPECIAL;
}

/* To the end and not by the size told: pipes and /proc tell none, and a file may grow meanwhile. */
static enum file_state read_all(struct arena *arena, int file, size_t expected, size_t most,
                                struct bytes *bytes)
{
    size_t room = expected + 1, size = 0;
    char *text = arena_take(arena, room + 1);
    for (;;) {
        ssize_t got = read(file, text + size, room - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return state_of_error();
        if (!got) break;
        size += (size_t)got;
        if (size > most) return FILE_LARGE;
        if (size < room) continue;
        char *larger = arena_take(arena, 2 * room + 1);
        memcpy(larger, text, size);
        text = larger;
        room *= 2;
    }
    text[size] = '\0';
    *bytes = (struct bytes){ text, size };
    return FILE_THERE;
}

/* What the shell hands over, as in <(command): no file of a repository has such a name, and nobody else
 * chooses it. */
static bool is_handed_over(const char *path)
{
    return !strncmp(path, "/dev/fd/", strlen("/dev/fd/")) || !strcmp(path, "/dev/stdin") ||
           !strcmp(path, "/dev/null");
}

static enum file_state read_open(struct arena *arena, int file, const char *path, size_t most,
                                 struct bytes *bytes)
{
    struct stat about;
    if (fstat(file, &about)) return state_of_error();
    if (S_ISDIR(about.st_mode)) return FILE_FOLDER;
    if (!S_ISREG(about.st_mode) && !is_handed_over(path)) return FILE_SPECIAL;
    if (!S_ISREG(about.st_mode)) about.st_size = 0;
    if ((uintmax_t)about.st_size > most) return FILE_LARGE;
    return read_all(arena, file, (size_t)about.st_size, most, bytes);
}

/* Without waiting: opening a pipe that nobody writes to would never end. */
static enum file_state read_file(void *with, struct arena *arena, const char *path, size_t most,
                                 struct bytes *bytes)
{
    (void)with;
    int wait = is_handed_over(path) ? 0 : O_NONBLOCK;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | wait);
    if (file < 0) return errno == ENXIO || errno == ENODEV ? FILE_SPECIAL : state_of_error();
    enum file_state state = read_open(arena, file, path, most, bytes);
    close(file);
    return state;
}

static struct entry entry_of(struct arena *arena, DIR *folder, const char *name)
{
    struct stat about = { 0 };
    struct entry entry = { .name = arena_copy(arena, name, strlen(name)) };
    if (fstatat(dirfd(folder), name, &about, AT_SYMLINK_NOFOLLOW)) return entry;
    entry.link = S_ISLNK(about.st_mode);
    if (entry.link && fstatat(dirfd(folder), name, &about, 0)) return entry; /* leads nowhere */
    entry.folder = S_ISDIR(about.st_mode);
    entry.executable = about.st_mode & S_IXUSR;
    entry.size = (uint64_t)about.st_size;
    return entry;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct entry *)left)->name, ((const struct entry *)right)->name);
}

static enum file_state list(void *with, struct arena *arena, const char *path, struct entry **entries)
{
    (void)with;
    DIR *folder = opendir(path);
    if (!folder && errno == ENOTDIR) return state(NULL, path);
    if (!folder) return state_of_error();
    size_t count = 0, room = 16;
    struct entry *all = arena_take(arena, room * sizeof *all);
    for (struct dirent *next; (next = readdir(folder));) {
        if (!strcmp(next->d_name, ".") || !strcmp(next->d_name, "..")) continue;
        if (count + 1 == room) {
            struct entry *more = arena_take(arena, 2 * room * sizeof *more);
            memcpy(more, all, count * sizeof *all);
            all = more;
            room *= 2;
        }
        all[count++] = entry_of(arena, folder, next->d_name);
    }
    closedir(folder);
    qsort(all, count, sizeof *all, by_name);
    *entries = all;
    return FILE_FOLDER;
}

static const char *target(void *with, struct arena *arena, const char *path)
{
    (void)with;
    char text[PATH_MAX];
    ssize_t size = readlink(path, text, sizeof text);
    return size < 0 || (size_t)size == sizeof text ? NULL : arena_copy(arena, text, (size_t)size);
}

static const char *environment(void *with, const char *name)
{
    (void)with;
    return getenv(name);
}

static int64_t now(void *with)
{
    (void)with;
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void random_bytes(void *with, unsigned char *bytes, size_t size)
{
    (void)with;
    if (getentropy(bytes, size)) abort();
}

/* Until signals_catch(), a signal ends the program, so that none is ever told. */
static int wait_time(void *with, int milliseconds)
{
    (void)with;
    poll(NULL, 0, milliseconds);
    return 0;
}

const struct surroundings system_surroundings = {
    .state = state,
    .read = read_file,
    .list = list,
    .target = target,
    .environment = environment,
    .now = now,
    .random = random_bytes,
    .wait = wait_time,
    .stop = -1,
};
