#include "cfgen/diff/words/words.h"
#include "base/buffer.h"
#include <ctype.h>
#include <stdint.h>
#include <string.h>

enum { MOST_WORDS = 2000, MOST_CELLS = 200000 };

struct word {
    const char *at;
    int size;
};

static bool is_letter(char c) { return isalnum((unsigned char)c) || (c & 0x80) || c == '_'; }

static int word_size(const char *at)
{
    int size = 1;
    if (is_letter(*at))
        while (is_letter(at[size])) size++;
    return size;
}

/* Words, and what stands between them byte by byte. -1: there are too many. */
static int words_read(const char *text, struct word *words)
{
    int count = 0;
    while (*text) {
        if (count == MOST_WORDS) return -1;
        int size = word_size(text);
        words[count++] = (struct word){ text, size };
        text += size;
    }
    return count;
}

static bool word_same(struct word a, struct word b)
{
    return a.size == b.size && !memcmp(a.at, b.at, (size_t)a.size);
}

struct marking {
    struct arena *arena;
    struct word *old, *now;
    int left, right;  /* how many there are */
    uint16_t *common; /* [i * (right + 1) + j]: words of the longest common rest of old[i...] and now[j...] */
    struct word_run *first, **end;
};

static uint16_t *common_at(const struct marking *m, int i, int j)
{
    return &m->common[i * (m->right + 1) + j];
}

static void common_count(const struct marking *m)
{
    for (int i = m->left - 1; i >= 0; i--)
        for (int j = m->right - 1; j >= 0; j--) {
            uint16_t down = *common_at(m, i + 1, j), right = *common_at(m, i, j + 1);
            *common_at(m, i, j) = word_same(m->old[i], m->now[j])
                                      ? (uint16_t)(*common_at(m, i + 1, j + 1) + 1)
                                  : down > right ? down
                                                 : right;
        }
}

static void run_add(struct marking *m, enum word_kind kind, const struct word *from, const struct word *to)
{
    if (from == to) return;
    struct word_run *run = arena_take(m->arena, sizeof *run);
    *run = (struct word_run){ .kind = kind,
                              .at = from->at,
                              .size = (int)(to[-1].at + to[-1].size - from->at),
                              .words = (int)(to - from) };
    *m->end = run;
    m->end = &run->next;
}

static void runs_add(struct marking *m)
{
    int i = 0, j = 0;
    while (i < m->left || j < m->right) {
        int kept = i;
        while (i < m->left && j < m->right && word_same(m->old[i], m->now[j])) i++, j++;
        run_add(m, WORDS_KEPT, m->old + kept, m->old + i);
        int gone = i, new = j;
        while ((i < m->left || j < m->right) &&
               !(i < m->left && j < m->right && word_same(m->old[i], m->now[j]))) {
            if (j == m->right || (i < m->left && *common_at(m, i + 1, j) >= *common_at(m, i, j + 1)))
                i++;
            else
                j++;
        }
        run_add(m, WORDS_GONE, m->old + gone, m->old + i);
        run_add(m, WORDS_NEW, m->now + new, m->now + j);
    }
}

static int smaller(int a, int b) { return a < b ? a : b; }

/* Both ends that are the same need no table. */
static void marking_compare(struct marking *m, struct arena *turn)
{
    int longer = m->left > m->right ? m->left : m->right, head = 0, tail = 0;
    while (head < smaller(m->left, m->right) && word_same(m->old[head], m->now[head])) head++;
    while (tail < smaller(m->left, m->right) - head &&
           word_same(m->old[m->left - 1 - tail], m->now[m->right - 1 - tail]))
        tail++;
    const struct word *old = m->old, *rest = m->old + m->left - tail;
    m->old += head, m->now += head;
    m->left -= head + tail, m->right -= head + tail;
    if (m->left * m->right > MOST_CELLS) return;
    m->common = arena_take(turn, (size_t)(m->left + 1) * (size_t)(m->right + 1) * sizeof *m->common);
    common_count(m);
    if (2 * (head + *common_at(m, 0, 0) + tail) < longer) return;
    run_add(m, WORDS_KEPT, old, old + head);
    runs_add(m);
    run_add(m, WORDS_KEPT, rest, rest + tail);
}

const struct word_run *words_compare(struct arena *arena, const char *before, const char *after)
{
    struct arena *turn = arena_new(); /* the table is large, and there may be many */
    struct marking m = { .arena = arena };
    m.end = &m.first;
    m.old = arena_take(turn, MOST_WORDS * sizeof *m.old);
    m.now = arena_take(turn, MOST_WORDS * sizeof *m.now);
    m.left = words_read(before, m.old), m.right = words_read(after, m.now);
    if (m.left > 0 && m.right > 0) marking_compare(&m, turn);
    arena_free(turn);
    return m.first;
}

/* The bytes of its first words. */
static int offset(const struct word_run *run, int words)
{
    int size = 0;
    while (words-- > 0) size += word_size(run->at + size);
    return size;
}

/* What is the same, but only what stands near to what is not. */
static void kept_print(struct buffer *out, const struct word_run *run, bool first)
{
    enum { NEAR = 6 };
    int ahead = first ? 0 : NEAR, behind = run->next ? NEAR : 0;
    if (run->words <= ahead + behind + 4) {
        buffer_add(out, run->at, (size_t)run->size);
        return;
    }
    int tail = offset(run, run->words - behind);
    buffer_print(out, "%.*s…%.*s", offset(run, ahead), run->at, run->size - tail, run->at + tail);
}

const char *words_marked(struct arena *arena, const char *before, const char *after,
                         const struct word_marks *marks)
{
    struct buffer *out = buffer_new(arena);
    const struct word_run *first = words_compare(arena, before, after);
    for (const struct word_run *r = first; r; r = r->next) {
        if (r->kind == WORDS_KEPT)
            kept_print(out, r, r == first);
        else if (r->kind == WORDS_GONE)
            buffer_print(out, "%s[-%.*s-]%s", marks->gone, r->size, r->at, marks->plain);
        else
            buffer_print(out, "%s{+%.*s+}%s", marks->new, r->size, r->at, marks->plain);
    }
    return first ? out->text : NULL;
}
