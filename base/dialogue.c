#include "base/dialogue.h"
#include "base/buffer.h"
#include "base/supervisor.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct dialogue {
    int end; /* of a pair of sockets: what has ended gives an error and no signal */
    struct supervisor *program;
    char bytes[1 << 16];
    size_t at, size;
};

static void dialogue_end(void *with)
{
    struct dialogue *dialogue = with;
    close(dialogue->end);
    supervisor_end(dialogue->program);
    supervisor_wait(dialogue->program);
}

struct dialogue *dialogue_new(struct arena *arena, const struct launch *launch)
{
    int ends[2], nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0) return NULL;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) return close(nowhere), NULL;
    struct dialogue *dialogue = arena_take(arena, sizeof *dialogue);
    const char *failure;
    dialogue->program = launch_start(arena, launch, (const int[]){ ends[1], ends[1], nowhere }, &failure);
    close(ends[1]), close(nowhere);
    dialogue->end = ends[0];
    if (failure) return close(ends[0]), NULL;
    arena_defer(arena, dialogue_end, dialogue);
    return dialogue;
}

bool dialogue_ask(struct dialogue *dialogue, const char *question, size_t size)
{
    while (size) {
        ssize_t sent = send(dialogue->end, question, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        question += sent;
        size -= (size_t)sent;
    }
    return true;
}

static bool fill(struct dialogue *dialogue)
{
    ssize_t got;
    do got = recv(dialogue->end, dialogue->bytes, sizeof dialogue->bytes, 0);
    while (got < 0 && errno == EINTR);
    dialogue->at = 0;
    dialogue->size = got > 0 ? (size_t)got : 0;
    return got > 0;
}

char *dialogue_line(struct dialogue *dialogue, struct arena *arena)
{
    struct buffer *line = buffer_new(arena);
    for (;;) {
        if (dialogue->at == dialogue->size && !fill(dialogue)) return NULL;
        char byte = dialogue->bytes[dialogue->at++];
        if (byte == '\n') return line->text ? line->text : arena_copy(arena, "", 0);
        buffer_byte(line, byte);
    }
}

char *dialogue_bytes(struct dialogue *dialogue, struct arena *arena, size_t size)
{
    char *bytes = arena_take(arena, size + 1);
    for (size_t have = 0; have < size;) {
        if (dialogue->at == dialogue->size && !fill(dialogue)) return NULL;
        size_t more = dialogue->size - dialogue->at;
        if (more > size - have) more = size - have;
        memcpy(bytes + have, dialogue->bytes + dialogue->at, more);
        dialogue->at += more;
        have += more;
    }
    return bytes;
}
