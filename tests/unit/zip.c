/* Zips: the same bytes from the same files, read by other tools; and hostile ones refused. */
#include "base/zip.h"
#include "base/file.h"
#include "tests/unit.h"
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct bytes text(const char *words) { return (struct bytes){ words, strlen(words) }; }

static struct bytes sample(bool backwards)
{
    struct zip *zip = zip_new(arena);
    const char *const paths[] = { "a/b.py", "a-b.py", "a.py", "caf\xC3\xA9.txt", "empty", "long.txt" };
    char *same = arena_take(arena, 10001);
    memset(same, 'x', 10000);
    for (int i = 0; i < 6; i++) {
        int at = backwards ? 5 - i : i;
        zip_add(zip, paths[at], at == 1,
                at == 5   ? text(same)
                : at == 4 ? (struct bytes){ 0 }
                          : text(paths[at]));
    }
    return zip_write(zip);
}

static void order_zone_and_mask_do_not_count(void **state)
{
    (void)state;
    struct bytes first = sample(false);
    setenv("TZ", "Asia/Tokyo", 1);
    tzset();
    mode_t mask = umask(077);
    struct bytes second = sample(true);
    umask(mask);
    unsetenv("TZ");
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.at, second.at, first.size);
    assert_true(first.size < 1500);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct zip_entries entries;
    assert_null(zip_read(arena, sample(true), &entries));
    const char *const paths[] = { "a-b.py", "a.py", "a/b.py", "caf\xC3\xA9.txt", "empty", "long.txt" };
    assert_int_equal(entries.count, 6);
    for (size_t i = 0; i < 6; i++) {
        struct bytes bytes;
        assert_string_equal(entries.at[i].path, paths[i]);
        assert_int_equal(entries.at[i].executable, i == 0);
        assert_null(zip_unpack(arena, &entries.at[i], &bytes));
        if (i < 4) assert_string_equal(bytes.at, paths[i]);
    }
    assert_int_equal(entries.at[4].size, 0);
    assert_true(entries.at[5].deflated && entries.at[5].packed_size < 100 && entries.at[5].size == 10000);
    struct zip *copy = zip_new(arena);
    for (size_t i = 0; i < 6; i++) zip_copy(copy, entries.at[i].path, &entries.at[i]);
    struct bytes again = zip_write(copy), before = sample(false);
    assert_int_equal(again.size, before.size);
    assert_memory_equal(again.at, before.at, before.size);
}

static void its_end_lists_it(void **state)
{
    (void)state;
    struct zip_entries entries, all;
    struct bytes whole = sample(true), end = { whole.at + whole.size - 100, 100 };
    size_t missing;
    assert_null(zip_read(arena, whole, &all));
    assert_null(zip_list(arena, end, &entries, &missing));
    assert_true(missing > 100 && missing + 100 < whole.size);
    end = (struct bytes){ end.at - missing, end.size + missing };
    assert_null(zip_list(arena, end, &entries, &missing));
    assert_int_equal(missing, 0);
    assert_int_equal(entries.count, all.count);
    for (size_t i = 0; i < all.count; i++) {
        struct bytes content;
        assert_string_equal(entries.at[i].path, all.at[i].path);
        assert_int_equal(entries.at[i].size, all.at[i].size);
        assert_null(zip_unpack(arena, &all.at[i], &content));
        assert_int_equal(entries.at[i].checksum, zip_checksum(content));
    }
    end.size--;
    assert_non_null(zip_list(arena, end, &entries, &missing));
}

static int run(const char *format, const char *path) { return system(arena_text(arena, format, path)); }

/* Seven entries more than 16 bits count: zip64. */
static struct bytes many(void)
{
    struct zip *zip = zip_new(arena);
    for (int i = 0; i < 65542; i++) zip_add(zip, arena_text(arena, "f%05d", i), false, text("1"));
    return zip_write(zip);
}

static void other_tools_read_it(void **state)
{
    (void)state;
    char path[] = "/tmp/cfgen-zip-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    for (int i = 0; i < 2; i++) {
        struct bytes zip = i ? many() : sample(false);
        assert_null(file_write(arena, path, zip.at, zip.size));
        assert_int_equal(
            run("python3 -c 'import sys, zipfile; assert zipfile.ZipFile(sys.argv[1]).testzip() is None' %s",
                path),
            0);
        assert_int_equal(run("unzip -tqq %s", path), 0);
        struct zip_entries entries;
        assert_null(zip_read(arena, zip, &entries));
        assert_int_equal(entries.count, i ? 65542 : 6);
    }
    const char *modes = "test \"$(unzip -Z %s f00000 | cut -c1-10)\" = '-rw-r--r--'";
    assert_int_equal(run(modes, path), 0);
    unlink(path);
}

/* The sample with every occurrence of some bytes replaced by as many others. */
static const char *broken_times(const char *from, const char *to, size_t size, int most)
{
    struct bytes zip = sample(false);
    char *bytes = arena_copy(arena, zip.at, zip.size);
    int changed = 0;
    for (size_t i = 0; i + size <= zip.size; i++)
        if (changed < most && !memcmp(bytes + i, from, size)) memcpy(bytes + i, to, size), changed++;
    assert_true(changed > 0);
    struct zip_entries entries;
    const char *wrong = zip_read(arena, (struct bytes){ bytes, zip.size }, &entries);
    struct bytes unpacked;
    for (size_t i = 0; !wrong && i < entries.count; i++) wrong = zip_unpack(arena, &entries.at[i], &unpacked);
    return wrong ? wrong : "";
}

static const char *broken(const char *from, const char *to, size_t size)
{
    return broken_times(from, to, size, 100);
}

static void hostile_archives_are_refused(void **state)
{
    (void)state;
    const char *const elsewhere = "an entry has a path outside the archive";
    assert_string_equal(broken("a-b.py", "../.py", 6), elsewhere);
    assert_string_equal(broken("a-b.py", "/-b.py", 6), elsewhere);
    assert_string_equal(broken("a-b.py", "a\\b.py", 6), elsewhere);
    assert_string_equal(broken("a-b.py", "a//.py", 6), elsewhere);
    assert_string_equal(broken("a-b.py", "a/./py", 6), elsewhere);
    assert_string_equal(broken("a-b.py", "a\0b.py", 6), elsewhere);
    assert_string_equal(broken("a-b.py",
                               "a\xFF"
                               "b.py",
                               6),
                        elsewhere);
    assert_string_equal(broken("a/b.py", "a-b.py", 6), "two entries have the same path");
    assert_string_equal(broken_times("a-b.py", "a-c.py", 6, 1), "an entry has two names");
    assert_string_equal(broken("\x14\0\0\x08", "\x14\0\1\x08", 4), "an entry is encrypted");
    assert_string_equal(broken("\x08\x08\0\0\0\x21", "\x08\x09\0\0\0\x21", 6),
                        "an entry uses a compression method other than deflate");
    assert_string_equal(broken("PK\1\2", "PK\1\3", 4), "damaged zip directory");
    assert_string_equal(broken("PK\3\4", "PK\3\5", 4), "an entry is not where the directory says");
    assert_string_equal(broken("PK\5\6", "PK\5\7", 4), "incomplete zip archive");
    assert_string_equal(broken("\x10\x27\0\0", "\x10\x28\0\0", 4), "an entry cannot be unpacked");
    assert_string_equal(broken("\x10\x27\0\0", "\x10\x27\0\7", 4),
                        "an entry is larger than its compressed data allows");
    assert_string_equal(broken("\0\0\xED\x81", "\0\0\xED\xA1", 4), "an entry is a symbolic link");
    assert_string_equal(broken("a.pya.py", "a.pya.pz", 8), "wrong checksum of an entry");
    struct zip_entries entries;
    struct bytes zip = sample(false);
    for (size_t size = 0; size < zip.size; size++)
        assert_non_null(zip_read(arena, (struct bytes){ arena_copy(arena, zip.at, size), size }, &entries));
}

/* An archive of one stored file. */
static struct bytes stored(const char *path, struct bytes bytes)
{
    struct zip *zip = zip_new(arena);
    struct zip_entry entry = *zip_add(zip_new(arena), path, false, bytes);
    entry.deflated = false;
    entry.packed = bytes.at;
    entry.packed_size = bytes.size;
    zip_copy(zip, path, &entry);
    return zip_write(zip);
}

/* The second file lies within the first: with many such, a small archive unpacks to a huge one. */
static void files_within_files_are_refused(void **state)
{
    (void)state;
    enum { CENTRAL = 47, END = 22 }; /* with a name of one character */
    struct bytes inner = stored("b", text("data"));
    struct bytes outer = stored("a", (struct bytes){ inner.at, inner.size - CENTRAL - END });
    char *bytes = arena_take(arena, outer.size + CENTRAL), *end = bytes + outer.size + CENTRAL - END;
    memcpy(bytes, outer.at, outer.size - END);
    memcpy(end - CENTRAL, inner.at + inner.size - CENTRAL - END, CENTRAL);
    memcpy(end, outer.at + outer.size - END, END);
    end[-CENTRAL + 42] = 31;
    end[8] = end[10] = 2;
    end[12] = 2 * CENTRAL;
    struct zip_entries entries;
    const char *wrong = zip_read(arena, (struct bytes){ bytes, outer.size + CENTRAL }, &entries);
    assert_non_null(wrong);
    assert_string_equal(wrong, "overlapping entries");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(order_zone_and_mask_do_not_count),
        TEST(what_is_written_is_read),
        TEST(its_end_lists_it),
        TEST(other_tools_read_it),
        TEST(hostile_archives_are_refused),
        TEST(files_within_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
