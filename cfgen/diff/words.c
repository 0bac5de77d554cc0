#include "cfgen/diff/words.h"
#include "base/buffer.h"
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { MOST_WORDS = 600 };

struct word {
    const char *at;
    int size;
};

static bool is_letter(char c) { return isalnum((unsigned char)c) || (c & 0x80) || c == '_'; }

/* Words, and what stands between them byte by byte. -1: there are too many. */
static int words_read(const char *text, struct word *words)
{
    int count = 0;
    while (*text) {
        if (count == MOST_WORDS) return -1;
        int size = 1;
        if (is_letter(*text))
            while (is_letter(text[size])) size++;
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
    struct buffer *out;
    const struct word_marks *marks;
    struct word *old, *now;
    int left, right;  /* how many there are */
    uint16_t *common; /* [i * (right + 1) + j]: words of the longest common rest of old[i...] and now[j...] */
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

static void run_print(const struct marking *m, const struct word *from, const struct word *to,
                      const char *open, const char *close, const char *color)
{
    if (from == to) return;
    buffer_print(m->out, "%s%s%.*s%s%s", color, open, (int)(to[-1].at + to[-1].size - from->at), from->at,
                 close, m->marks->plain);
}

/* What is the same, but only what stands near to what is not. */
static void kept_print(const struct marking *m, const struct word *from, const struct word *to, bool first,
                       bool last)
{
    enum { NEAR = 6 };
    int count = (int)(to - from), ahead = first ? 0 : NEAR, behind = last ? 0 : NEAR;
    if (count <= ahead + behind + 4) {
        run_print(m, from, to, "", "", "");
        return;
    }
    run_print(m, from, from + ahead, "", "", "");
    buffer_text(m->out, "…");
    run_print(m, to - behind, to, "", "", "");
}

static void merged_print(const struct marking *m)
{
    int i = 0, j = 0;
    while (i < m->left || j < m->right) {
        int kept = i;
        while (i < m->left && j < m->right && word_same(m->old[i], m->now[j])) i++, j++;
        kept_print(m, m->old + kept, m->old + i, kept == 0, i == m->left && j == m->right);
        int gone = i, new = j;
        while ((i < m->left || j < m->right) &&
               !(i < m->left && j < m->right && word_same(m->old[i], m->now[j]))) {
            if (j == m->right || (i < m->left && *common_at(m, i + 1, j) >= *common_at(m, i, j + 1)))
                i++;
            else
                j++;
        }
        run_print(m, m->old + gone, m->old + i, "[-", "-]", m->marks->gone);
        run_print(m, m->now + new, m->now + j, "{+", "+}", m->marks->new);
    }
}

const char *words_marked(struct arena *arena, const char *before, const char *after,
                         const struct word_marks *marks)
{
    struct marking m = { .out = buffer_new(arena), .marks = marks };
    m.old = arena_take(arena, MOST_WORDS * sizeof *m.old);
    m.now = arena_take(arena, MOST_WORDS * sizeof *m.now);
    m.left = words_read(before, m.old), m.right = words_read(after, m.now);
    if (m.left <= 0 || m.right <= 0) return NULL;
    m.common = arena_take(arena, (size_t)(m.left + 1) * (size_t)(m.right + 1) * sizeof *m.common);
    common_count(&m);
    int longer = m.left > m.right ? m.left : m.right;
    if (2 * *common_at(&m, 0, 0) < longer) return NULL;
    merged_print(&m);
    return m.out->text;
}
