#include "base/file.h"
#include "base/guard.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const char *path_join(struct arena *arena, const char *folder, const char *path)
{
    if (path[0] == '/' || !strcmp(folder, ".")) return path;
    size_t size = strlen(folder), more = strlen(path);
    char *joined = arena_take(arena, size + more + 2);
    memcpy(joined, folder, size);
    if (!size || folder[size - 1] != '/') joined[size++] = '/';
    memcpy(joined + size, path, more);
    return joined;
}

const char *path_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

const char *path_tidy(struct arena *arena, const char *path)
{
    char *tidy = arena_take(arena, strlen(path) + 2);
    size_t top = *path == '/', size = top; /* below top nothing can be taken away again */
    if (top) tidy[0] = '/';
    for (const char *at = path; *at; at += *at == '/') {
        const char *name = at;
        while (*at && *at != '/') at++;
        size_t step = (size_t)(at - name);
        if (!step || (step == 1 && *name == '.')) continue;
        bool up = step == 2 && !memcmp(name, "..", 2);
        if (up && size > top) {
            while (size > top && tidy[size - 1] != '/') size--;
            if (size > top) size--;
            continue;
        }
        if (up && *path == '/') continue;
        if (size && tidy[size - 1] != '/') tidy[size++] = '/';
        memcpy(tidy + size, name, step);
        size += step;
        if (up) top = size;
    }
    tidy[size] = 0;
    return size ? tidy : ".";
}

static bool make_folders(struct arena *arena, const char *path)
{
    if (!strcmp(path, ".") || !strcmp(path, "/")) return true;
    if (!make_folders(arena, path_folder(arena, path))) return false;
    return !mkdir(path, 0777) || errno == EEXIST;
}

bool folder_private(struct arena *arena, const char *path)
{
    return make_folders(arena, path_folder(arena, path)) && (!mkdir(path, 0700) || errno == EEXIST);
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static void free_path(void *path) { free(path); }

/* Links are followed: what they lead to is written. */
static const char *followed(struct arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (real) arena_defer(arena, free_path, real);
    return real ? real : path;
}

static const char *write_through(const char *path, const void *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return strerror(errno);
    const char *wrong = write_all(file, bytes, size) ? NULL : strerror(errno);
    if (close(file) && !wrong) wrong = strerror(errno);
    return wrong;
}

/* Those of the file that it replaces (NULL: it is new). Only a privileged user can give a file away, and
 * where its group cannot be kept, another group must not get that one's rights. */
static bool rights_set(int file, const struct stat *old)
{
    mode_t mask = umask(0);
    umask(mask);
    if (!old) return !fchmod(file, 0666 & ~mask);
    mode_t rights = old->st_mode & 0777, others = rights & 07;
    bool group = !fchown(file, old->st_uid, old->st_gid) || !fchown(file, (uid_t)-1, old->st_gid);
    return !fchmod(file, group ? rights : (rights & 0707) | others << 3);
}

const char *file_write(struct arena *arena, const char *path, const void *bytes, size_t size)
{
    struct stat about;
    bool exists = !stat(path, &about);
    /* A device or a pipe is written to, never replaced by a file. */
    if (exists && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode)) return write_through(path, bytes, size);
    path = followed(arena, path);
    if (!make_folders(arena, path_folder(arena, path))) return strerror(errno);
    char *temporary = arena_text(arena, "%s.XXXXXX", path);
    int file = mkstemp(temporary);
    if (file < 0) return strerror(errno);
    bool done = write_all(file, bytes, size) && rights_set(file, exists ? &about : NULL);
    int reason = errno;
    if (close(file) && done) {
        done = false;
        reason = errno;
    }
    if (done && rename(temporary, path)) {
        done = false;
        reason = errno;
    }
    if (done) return NULL;
    unlink(temporary);
    return strerror(reason);
}

static int entry_remove(const char *path, const struct stat *about, int type, struct FTW *where)
{
    (void)about, (void)type, (void)where;
    remove(path);
    return 0;
}

static void folder_remove(void *path)
{
    enum { MOST_OPEN = 16 };
    nftw(path, entry_remove, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
}

/* Programs that end with us may still be writing into it. */
static void folder_abandoned(void *path)
{
    enum { TRIES = 50 };
    const struct timespec pause = { .tv_nsec = 20000000 };
    for (int i = 0; i < TRIES && !access(path, F_OK); i++) {
        folder_remove(path);
        nanosleep(&pause, NULL);
    }
}

const char *folder_temporary(struct arena *arena, const char *above)
{
    char *path = arena_text(arena, "%s/cfgen-XXXXXX", above);
    if (!mkdtemp(path)) return NULL;
    struct guard *guard = guard_new(arena, folder_abandoned, path);
    arena_defer(arena, folder_remove, path); /* before its guard ends */
    return guard ? path : NULL;
}
