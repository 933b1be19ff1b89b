/* The table of parts: what their records say agrees with each other and with what the engine sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/parts.h"
#include "tests/labour_market/small_territory.h"
#include "tests/support/declarations.h"

static void test_names_are_unique(void **state)
{
    (void)state;
    for (size_t k = 0; labour_market_parts[k] != NULL; k++) {
        for (size_t j = 0; j < k; j++) {
            assert_string_not_equal(labour_market_parts[j]->name, labour_market_parts[k]->name);
        }
    }
}

/* A number or a name that two streams shared would give both the same luck. */
static void test_streams_are_apart(void **state)
{
    (void)state;
    const char *names[STREAM_MOST] = {NULL};
    size_t count = 0;
    for (size_t k = 0; labour_market_parts[k] != NULL; k++) {
        for (size_t s = 0; s < labour_market_parts[k]->stream_count; s++) {
            const struct part_stream *stream = &labour_market_parts[k]->streams[s];
            assert_in_range(stream->number, 0, STREAM_MOST - 1);
            if (names[stream->number] != NULL) {
                fail_msg("number %d: %s, %s", stream->number, names[stream->number], stream->name);
            }
            for (size_t number = 0; number < STREAM_MOST; number++) {
                assert_false(names[number] != NULL && strcmp(names[number], stream->name) == 0);
            }
            names[stream->number] = stream->name;
            count++;
        }
    }
    assert_true(count >= 39);
    struct scenario scenario = plain();
    struct run run = {0};
    const struct world *w = begin(&run, &scenario, 1);
    for (size_t number = 0; number < STREAM_MOST; number++) {
        assert_int_equal(w->streams.purpose[number] != 0, names[number] != NULL);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_declarations(void **state)
{
    (void)state;
    struct error error = {0};
    must(param_schema_check(&labour_market_schema, &error), &error);
    must(remarks_check_model(&labour_market, &error), &error);
    assert_ptr_equal(labour_market.schema, &labour_market_schema);
}

/* Every output of a part has the number that the engine gives it; every table of the state is told once. */
static void test_numbers(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    size_t outputs = OUTPUTS_COUNT, tables = 0;
    for (size_t k = 0; labour_market_parts[k] != NULL; k++) {
        const struct part *part = labour_market_parts[k];
        for (size_t id = 0; id < part->declares.output_count; id++, outputs++) {
            assert_int_equal(part_output(part, id), outputs);
            assert_string_equal(run.sim.outputs.declared[outputs].name, part->declares.outputs[id].name);
        }
        for (size_t t = 0; t < part->table_count; t++) {
            const char *name = part->tables[t].name;
            assert_true(part->tables[t].scratch || strcmp(parts_table(w, tables++)->name, name) == 0);
        }
    }
    assert_int_equal(outputs, run.sim.outputs.count);
    assert_null(parts_table(w, tables));
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_unique),
        cmocka_unit_test(test_streams_are_apart),
        cmocka_unit_test(test_declarations),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
