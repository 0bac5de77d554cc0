/* Markers: how the environment of a runtime answers them. */
#include "lifecycle/package/python.h"
#include "tests/unit.h"

static void markers_are_those_of_the_runtime(void **state)
{
    (void)state;
    const struct python python = python_of("python3.13", "arm64");
    assert_int_equal(python.glibc, 34);
    assert_int_equal(python_of("python3.11", "x86_64").glibc, 26);
    const struct {
        bool expected;
        const char *marker, *extras;
    } cases[] = {
        { true, NULL, "" },
        { true, "python_version >= '3.9'", "" },
        { false, "python_version < \"3.9\"", "" },
        { true, "python_version<'3.14' and python_version>'3.2'", "" },
        { true, "'3.13' == python_version", "" },
        { false, "'3.14' <= python_version", "" },
        { true, "python_version == '3.*'", "" },
        { false, "python_version != '3.*'", "" },
        { true, "python_version ~= '3.9'", "" },
        { false, "python_version ~= '3.13.1'", "" },
        { true, "python_full_version >= '3.13'", "" },
        { true, "python_version in '3.12 3.13'", "" },
        { true, "python_version not in '3.1 3.2'", "" },
        { false, "sys_platform == 'win32'", "" },
        { true, "sys_platform != 'win32' and platform_machine == 'aarch64'", "" },
        { true, "os_name == 'nt' or (platform_system == 'Linux' and implementation_name == 'cpython')", "" },
        { false, "(os_name == 'nt' or platform_system == 'Linux') and implementation_name == 'pypy'", "" },
        { false, "os_name == 'nt' and os_name == 'nt' or os_name == 'nt'", "" },
        { false, "extra == 'all'", "" },
        { true, "extra == 'All_Of-it'", "some,all-of-it" },
        { false, "extra == 'all'", "all-of-it" },
        { true, "python_version > '3' and extra == 'all'", "all" },
        { true, "not a marker", "" },
        { true, "sys_platform == 'win32", "" },
        { true, "sys_platform == 'win32' nonsense", "" },
        { true, "((((((((((((((((((((((((((((((((((((((((((((((((((os_name == 'nt'", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool answer = python_marker(&python, arena, cases[i].marker, cases[i].extras);
        if (answer != cases[i].expected) print_error("%s\n", cases[i].marker);
        assert_int_equal(answer, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(markers_are_those_of_the_runtime) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
