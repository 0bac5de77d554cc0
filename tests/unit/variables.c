/* What ${…} becomes, with all that it may read in memory; and the limits that keep it finite. */
#include "service/variables.h"
#include "base/json.h"
#include "service/document.h"
#include "service/repository.h"
#include "tests/memory.h"
#include "tests/unit.h"

static struct memory memory;
static struct surroundings surroundings;
static struct diags *diags;
static struct variables variables;

static void file(const char *path, const char *text)
{
    memory.files[memory.count++] = (struct memory_file){ .path = path, .text = text };
}

static struct node *document(const char *text)
{
    struct node *node = document_read(arena, diags, "service.yml", (struct bytes){ text, strlen(text) });
    if (!node) fail_msg("not YAML: %s", text);
    return node;
}

static int set_up(void **state)
{
    set_up_arena(state);
    static const char *const environment[][2] = { { "LABEL", "words" }, { "SIZE", "512" }, { NULL, NULL } };
    memory = (struct memory){ .variables = environment };
    surroundings = memory_surroundings(&memory);
    file("service.yml", "");
    diags = diags_new(arena);
    variables = (struct variables){ .arena = arena,
                                    .diags = diags,
                                    .surroundings = &surroundings,
                                    .file = "service.yml",
                                    .repository = repository_find(arena, &surroundings, "."),
                                    .service = "shop",
                                    .stage = "dev" };
    return 0;
}

static const char *text_of(const struct node *node)
{
    if (node->shape == SCALAR) return node->text;
    struct buffer *text = buffer_new(arena);
    json_print(text, node, JSON_COMPACT);
    return text->text;
}

/* The value of one key, resolved. */
static const char *resolved(const char *value)
{
    struct node *root = document(arena_text(arena, "key: %s\n", value));
    variables_resolve(&variables, root);
    return text_of(root->first);
}

#define assert_resolved(value, expected) assert_string_equal(resolved(value), expected)

static void assert_finding(const char *value, const struct finding *finding)
{
    const int before = diags->errors;
    resolved(value);
    const struct diag *last = diags->first;
    while (last && last->next) last = last->next;
    if (diags->errors == before) fail_msg("no finding for %s", value);
    if (last->finding != finding) fail_msg("another finding for %s: %s", value, last->text);
}

static void known_names_are_put_in(void **state)
{
    (void)state;
    assert_resolved("${stage}", "dev");
    assert_resolved("${service}-${ stage }", "shop-dev");
    assert_resolved("${region}", "{\"Ref\":\"AWS::Region\"}");
    assert_resolved("a-${account}", "{\"Fn::Sub\":\"a-${AWS::AccountId}\"}");
    assert_resolved("$${stage}", "${stage}");
    assert_resolved("a$b ${stage}", "a$b dev");
    assert_int_equal(diags->errors, 0);
    assert_finding("${stagee}", FINDING(unknown_variable));
}

static void defaults_stand_in(void **state)
{
    (void)state;
    assert_resolved("${env:NONE, x}", "x");
    assert_resolved("${env:NONE, ${env:NEITHER}, y}", "y");
    assert_resolved("${env:NONE, ${env:SIZE}, y}", "512");
    assert_resolved("${env:NONE, 'q'}", "q");
    assert_resolved("${env:SIZE, x}", "512");
    assert_int_equal(diags->errors, 0);
}

static void files_and_their_parts(void **state)
{
    (void)state;
    file("conf.yml", "a: {b: '${stage}-x'}\nlist: [1, 2]\n");
    file("dev.txt", "text\n");
    assert_resolved("${file:conf.yml#a.b}", "dev-x");
    assert_resolved("${file:conf.yml#list}", "[1,2]");
    assert_resolved("${file:${stage}.txt}", "text");
    assert_int_equal(diags->errors, 0);
}

static void inside_fn_sub_only_ours_is_put_in(void **state)
{
    (void)state;
    assert_resolved("{Fn::Sub: '${Table}-${var:x}'}", "{\"Fn::Sub\":\"${Table}-${var:x}\"}");
    assert_int_equal(diags->errors, 1);
    variables.values = document("x: y\n");
    assert_resolved("{Fn::Sub: '${stage}-${AWS::Region}-${var:x}'}",
                    "{\"Fn::Sub\":\"${stage}-${AWS::Region}-y\"}");
}

static void what_contains_itself(void **state)
{
    (void)state;
    variables.values = document("a: '${var:b}'\nb: 'x${var:a}'\n");
    assert_finding("${var:a}", FINDING(variable_circle));
}

/* A chain of `count` values, each made of the one before. */
static const char *chain(int count)
{
    struct buffer *text = buffer_new(arena);
    buffer_text(text, "v0: end\n");
    for (int i = 1; i <= count; i++) buffer_print(text, "v%d: '${var:v%d}'\n", i, i - 1);
    variables.values = document(text->text);
    return arena_text(arena, "${var:v%d}", count);
}

static void twenty_levels_and_no_more(void **state)
{
    (void)state;
    int deepest = 1;
    while (deepest < 40) {
        const char *value = chain(deepest);
        if (strcmp(resolved(value), "end") != 0) break;
        deepest++;
    }
    assert_int_equal(deepest, 20);
    assert_int_equal(diags->errors, 1);
    assert_ptr_equal(diags->first->finding, FINDING(too_deep));
}

static void fallbacks_are_levels_too(void **state)
{
    (void)state;
    struct buffer *text = buffer_new(arena);
    for (int i = 0; i < 30; i++) buffer_print(text, "${env:N%d, ", i);
    buffer_text(text, "x");
    for (int i = 0; i < 30; i++) buffer_text(text, "}");
    assert_finding(text->text, FINDING(too_deep));
}

/* Each level has ten of the level below: a billion copies, unless somebody counts. */
static void copies_have_a_budget(void **state)
{
    (void)state;
    struct buffer *text = buffer_new(arena);
    buffer_print(text, "l0: '%s'\n", arena_text(arena, "%01000d", 7));
    for (int i = 1; i <= 6; i++) {
        buffer_print(text, "l%d: '", i);
        for (int k = 0; k < 10; k++) buffer_print(text, "${var:l%d}", i - 1);
        buffer_text(text, "'\n");
    }
    variables.values = document(text->text);
    resolved("${var:l3}"); /* 1 MB, and what it was made of */
    assert_int_equal(diags->errors, 0);
    assert_true(variables.expanded < 10 << 20);
    assert_finding("${var:l6}", FINDING(too_large));
    assert_true(variables.expanded > 10 << 20);
    assert_true(variables.expanded < 12 << 20); /* and it ends soon after */
    assert_int_equal(diags->errors, 1);
    resolved("${var:l5}");
    assert_int_equal(diags->errors, 1);
}

static void a_text_with_variables_has_a_size(void **state)
{
    (void)state;
    enum { MOST = 1 << 20 };
    char *text = arena_take(arena, MOST + 2);
    memset(text, 'x', MOST);
    memcpy(text, "${stage}", 8);
    struct node *node = node_text(arena, text);
    variables_resolve(&variables, node);
    assert_int_equal(diags->errors, 0);
    assert_memory_equal(node->text, "devxxx", 6);
    memcpy(text, "${stage}", 8);
    text[MOST] = 'x';
    node = node_text(arena, text);
    variables_resolve(&variables, node);
    assert_int_equal(diags->errors, 1);
    assert_ptr_equal(diags->first->finding, FINDING(too_large));
}

static void one_text_has_so_many_findings(void **state)
{
    (void)state;
    struct buffer *text = buffer_new(arena);
    for (int i = 0; i < 60; i++) buffer_print(text, "${unknown%d} ", i);
    resolved(text->text);
    assert_int_equal(diags->errors, 50);
}

/* The environment's values are marked, so that renderers hide them. */
static void values_from_outside_are_marked(void **state)
{
    (void)state;
    struct node *root = document("a: ${env:LABEL}\nb: x-${env:LABEL}\nc: ${env:SIZE}\nd: plain\n");
    variables_resolve(&variables, root);
    assert_int_equal(node_find(root, "a")->origin, ORIGIN_OUTSIDE);
    assert_int_equal(node_find(root, "b")->origin, ORIGIN_OUTSIDE);
    assert_int_equal(node_find(root, "c")->origin, ORIGIN_WRITTEN);
    assert_int_equal(node_find(root, "d")->origin, ORIGIN_WRITTEN);
    assert_string_equal(diag_mask(diags, arena, "it is words", node_find(root, "a")->place), "it is ***");
}

static void texts_stay_texts(void **state)
{
    (void)state;
    struct node *root =
        document("a: ${env:NONE, null}\nb: ${env:NONE, '5'}\nc: ${env:NONE, 5}\nd: ${env:NONE, }\n");
    variables_resolve(&variables, root);
    assert_true(node_find(root, "a")->quoted);
    assert_true(node_find(root, "b")->quoted);
    assert_false(node_find(root, "c")->quoted);
    assert_true(node_find(root, "d")->quoted); /* nothing is an empty text, and not null */
}

/* What a stage is merged over must be a mapping or a list; everything else waits. */
static void structures_come_first(void **state)
{
    (void)state;
    variables.values = document("map: {a: 1}\ntext: x\n");
    struct node *root = document("a: ${var:map}\nb: ${var:text}\nc: ${var:none}\nd: x${var:map}\n");
    variables_include(&variables, root);
    assert_int_equal(diags->errors, 0);
    assert_string_equal(
        text_of(root), "{\"a\":{\"a\":1},\"b\":\"${var:text}\",\"c\":\"${var:none}\",\"d\":\"x${var:map}\"}");
    assert_finding("x${var:map}", FINDING(wrong_shape));
}

/* A value that looks secret becomes a parameter, whose name no other parameter or resource has. */
static void secrets_become_parameters(void **state)
{
    (void)state;
    static const char *const environment[][2] = { { "DB_PASSWORD", "hunter22" },
                                                  { "db_password", "another22" },
                                                  { "API_TOKEN", "s3cr3t-value" },
                                                  { "dbPassword", "third22" },
                                                  { NULL, NULL } };
    memory.variables = environment;
    variables.parameters = document("EnvApiToken: {}\n");
    variables.resources = document("EnvDbPassword3: {}\n");
    assert_resolved("${env:DB_PASSWORD}", "{\"Ref\":\"EnvDbPassword\"}");
    assert_resolved("x-${env:DB_PASSWORD}", "{\"Fn::Sub\":\"x-${EnvDbPassword}\"}");
    assert_resolved("${env:db_password}", "{\"Ref\":\"EnvDbPassword2\"}");
    assert_resolved("${env:dbPassword}", "{\"Ref\":\"EnvDbPassword4\"}");
    assert_resolved("${env:API_TOKEN}", "{\"Ref\":\"EnvApiToken2\"}");
    assert_int_equal(diags->errors, 0);
    assert_int_equal(variables.hidden->count, 4);
    assert_string_equal(node_word(node_find(variables.hidden, "EnvDbPassword"), "value"), "hunter22");
    assert_string_equal(node_word(node_find(variables.hidden, "EnvDbPassword2"), "of"), "db_password");
}

static void secrets_fit_into_a_parameter(void **state)
{
    (void)state;
    char *value = arena_take(arena, 4098);
    memset(value, 'x', 4096);
    const char *const environment[][2] = { { "DB_PASSWORD", value }, { NULL, NULL } };
    memory.variables = environment;
    assert_resolved("${env:DB_PASSWORD}", "{\"Ref\":\"EnvDbPassword\"}");
    value[4096] = 'x';
    assert_finding("${env:DB_PASSWORD}", FINDING(out_of_range));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST_AFTER(set_up, known_names_are_put_in),
                                        TEST_AFTER(set_up, defaults_stand_in),
                                        TEST_AFTER(set_up, files_and_their_parts),
                                        TEST_AFTER(set_up, inside_fn_sub_only_ours_is_put_in),
                                        TEST_AFTER(set_up, what_contains_itself),
                                        TEST_AFTER(set_up, twenty_levels_and_no_more),
                                        TEST_AFTER(set_up, fallbacks_are_levels_too),
                                        TEST_AFTER(set_up, copies_have_a_budget),
                                        TEST_AFTER(set_up, a_text_with_variables_has_a_size),
                                        TEST_AFTER(set_up, one_text_has_so_many_findings),
                                        TEST_AFTER(set_up, values_from_outside_are_marked),
                                        TEST_AFTER(set_up, texts_stay_texts),
                                        TEST_AFTER(set_up, structures_come_first),
                                        TEST_AFTER(set_up, secrets_become_parameters),
                                        TEST_AFTER(set_up, secrets_fit_into_a_parameter) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
