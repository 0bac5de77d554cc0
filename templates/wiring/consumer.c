#include "templates/wiring/consumer.h"

static struct index *consumers_of(const struct template *template)
{
    return template_index(template, "queue consumers");
}

const struct consumer *consumer_find(const struct template *template, const struct item *queue)
{
    return index_find(consumers_of(template), queue->key.value);
}

void consumer_add(struct template *template, const struct reference *queue, const struct consumer *more)
{
    if (!queue->target) return;
    struct index *consumers = consumers_of(template);
    struct consumer *all = index_find(consumers, queue->value);
    if (!all) all = index_add(consumers, queue->value, arena_take(template->arena, sizeof *all));
    if (more->timeout_seconds > all->timeout_seconds) {
        all->timeout_seconds = more->timeout_seconds;
        all->place = more->place;
        all->name = more->name;
    }
    if (more->window_seconds > all->window_seconds) all->window_seconds = more->window_seconds;
    if (more->hidden_seconds > all->hidden_seconds) all->hidden_seconds = more->hidden_seconds;
}
