#include "base/index.h"
#include <stdint.h>
#include <string.h>

struct slot {
    const char *name;
    void *value;
    uint32_t hash;
};

struct index {
    struct arena *arena;
    struct slot *slots;
    size_t count, room; /* room is a power of two, at least a third of it free */
};

static inline uint64_t mixed(uint64_t value, const char *bytes, size_t size)
{
    uint64_t part = 0;
    memcpy(&part, bytes, size);
    value = (value ^ part) * 0x9E3779B97F4A7C15U; /* 2^64 divided by the golden ratio */
    return value ^ value >> 32;
}

/* In steps of eight bytes, the last of which may overlap the one before: byte by byte, names such as
 * AWS::Lambda::Function cost more than all else of finding them. */
static uint32_t hash(const char *name)
{
    enum { STEP = 8, HALF = 4 };
    size_t size = strlen(name);
    const char *end = name + size;
    uint64_t value = size;
    if (size >= STEP) {
        for (; end - name > STEP; name += STEP) value = mixed(value, name, STEP);
        value = mixed(value, end - STEP, STEP);
    } else if (size >= HALF) {
        value = mixed(mixed(value, name, HALF), end - HALF, HALF);
    } else {
        for (; name < end; name++) value = mixed(value, name, 1);
    }
    return (uint32_t)value;
}

static struct slot *slot_find(struct slot *slots, size_t room, const char *name, uint32_t wanted)
{
    for (size_t at = wanted & (room - 1);; at = (at + 1) & (room - 1)) {
        struct slot *slot = &slots[at];
        if (!slot->name || (slot->hash == wanted && !strcmp(slot->name, name))) return slot;
    }
}

struct index *index_new(struct arena *arena)
{
    struct index *index = arena_take(arena, sizeof *index);
    *index = (struct index){ .arena = arena, .room = 64 };
    index->slots = arena_take(arena, index->room * sizeof *index->slots);
    return index;
}

void *index_find(const struct index *index, const char *name)
{
    return slot_find(index->slots, index->room, name, hash(name))->value;
}

static void grow(struct index *index)
{
    size_t room = index->room * 4;
    struct slot *slots = arena_take(index->arena, room * sizeof *slots);
    for (size_t i = 0; i < index->room; i++)
        if (index->slots[i].name)
            *slot_find(slots, room, index->slots[i].name, index->slots[i].hash) = index->slots[i];
    index->slots = slots;
    index->room = room;
}

void *index_add(struct index *index, const char *name, void *value)
{
    if (3 * (index->count + 1) > 2 * index->room) grow(index);
    uint32_t wanted = hash(name);
    struct slot *slot = slot_find(index->slots, index->room, name, wanted);
    if (slot->value) return slot->value;
    if (!slot->name) index->count++;
    *slot = (struct slot){ name, value, wanted };
    return value;
}

void index_replace(struct index *index, const char *name, void *value)
{
    struct slot *slot = slot_find(index->slots, index->room, name, hash(name));
    if (slot->name)
        slot->value = value;
    else
        index_add(index, name, value);
}
