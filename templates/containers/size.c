#include "templates/containers/size.h"
#include <stdlib.h>

static const struct size {
    long units, least_mb, most_mb, step_mb; /* 1024 units are a processor */
} sizes[] = {
    { 256, 512, 2048, 1024 },       { 512, 1024, 4096, 1024 },   { 1024, 2048, 8192, 1024 },
    { 2048, 4096, 16384, 1024 },    { 4096, 8192, 30720, 1024 }, { 8192, 16384, 61440, 4096 },
    { 16384, 32768, 122880, 8192 },
};
enum { SIZES = sizeof sizes / sizeof *sizes };

static bool has(const struct size *size, long mb)
{
    return mb == size->least_mb || (mb >= size->least_mb && mb <= size->most_mb && mb % size->step_mb == 0);
}

/* `0.25` and `2` are processors. */
static const struct size *cpu_find(struct template *template, const struct text *cpu)
{
    char *end;
    double processors = strtod(cpu->value, &end);
    for (int i = 0; i < SIZES && end != cpu->value && !*end; i++)
        if (sizes[i].units == (long)(processors * 1024) || sizes[i].units == (long)processors)
            return &sizes[i];
    diag_add(template->diags, FINDING(fargate_size), node_place(cpu->from), "0.25, 0.5, 1, 2, 4, 8 or 16",
             "cpu '%s' is not available on Fargate", cpu->value);
    return NULL;
}

/* The smallest that has so much memory. */
static const struct size *memory_find(struct template *template, const struct megabytes *memory)
{
    long more = 0;
    for (int i = 0; i < SIZES; i++) {
        if (has(&sizes[i], memory->value)) return &sizes[i];
        for (long mb = sizes[i].least_mb; !more && mb <= sizes[i].most_mb; mb = (mb / 512 + 1) * 512)
            if (mb > memory->value && has(&sizes[i], mb)) more = mb;
    }
    diag_add(template->diags, FINDING(fargate_size), node_place(memory->from),
             more ? arena_text(template->arena, "the next larger size is %ldMB", more)
                  : "the largest size is 120GB",
             "memory %ldMB is not available on Fargate", memory->value);
    return NULL;
}

static void check_pair(struct template *template, const struct container *container, const struct size *size)
{
    const struct megabytes *memory = &container->memory;
    if (has(size, memory->value)) return;
    bool small = size->step_mb > size->least_mb;
    diag_add(template->diags, FINDING(fargate_size), node_place(memory->from),
             arena_text(template->arena, "use %s%ldGB to %ldGB, in steps of %ldGB; or remove cpu",
                        small ? "512MB, or " : "", (small ? size->step_mb : size->least_mb) / 1024,
                        size->most_mb / 1024, size->step_mb / 1024),
             "memory %ldMB is not available on Fargate with cpu %s", memory->value, container->cpu.value);
}

static struct node *number(struct template *template, long value)
{
    return node_format(template->arena, "%ld", value);
}

void container_size_write(struct template *template, const struct container *container,
                          struct node *properties)
{
    const struct text *cpu = &container->cpu;
    const struct megabytes *memory = &container->memory;
    const struct size *size = is_known(cpu->from)      ? cpu_find(template, cpu)
                              : is_known(memory->from) ? memory_find(template, memory)
                                                       : &sizes[0];
    if (!size) return;
    if (is_known(cpu->from) && is_known(memory->from)) check_pair(template, container, size);
    bool cpu_unknown = cpu->from && !is_known(cpu->from),
         memory_unknown = memory->from && !is_known(memory->from);
    node_add(properties, "Cpu",
             cpu_unknown ? node_copy(template->arena, cpu->from) : number(template, size->units));
    node_add(properties, "Memory",
             memory_unknown ? node_copy(template->arena, memory->from)
                            : number(template, memory->from ? memory->value : size->least_mb));
}

void container_capacity_write(struct template *template, const struct container *container,
                              struct node *properties)
{
    struct arena *arena = template->arena;
    if (!container->spot.value) {
        node_add(properties, "LaunchType", node_text(arena, "FARGATE"));
        return;
    }
    struct node *provider =
        node_add(node_add(properties, "CapacityProviderStrategy", node_list(arena)), NULL, node_map(arena));
    node_add(provider, "CapacityProvider", node_text(arena, "FARGATE_SPOT"));
    node_add(provider, "Weight", node_number(arena, 1));
}
