/* Scenario files: what is read is what is written, includes and overrides do what they say, memory may fail.
 * Bad files have a folder of their own: tests/config. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "models/labour_market/incomes/incomes.h"
#include "models/labour_market/labour_market.h"
#include "models/labour_market/parameters.h"
#include "models/models.h"
#include "sim/date.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "tests/support/allocations.h"

static void must(enum status status, const struct error *error)
{
    if (status != STATUS_OK) {
        fail_msg("%s:%d:%d: %s", error->file, error->line, error->column, error->text);
    }
}

/* A file in a fresh folder; the caller removes both. */
struct file {
    char folder[64];
    char path[96];
};

static struct file write_file(const char *text)
{
    struct file file = {.folder = "/tmp/bassin-test-XXXXXX"};
    assert_non_null(mkdtemp(file.folder));
    snprintf(file.path, sizeof file.path, "%s/a.cfg", file.folder);
    FILE *stream = fopen(file.path, "w");
    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0);
    fclose(stream);
    return file;
}

static void remove_file(const struct file *file)
{
    unlink(file->path);
    rmdir(file->folder);
}

static enum status read_path(struct scenario *scenario, const char *path, struct error *error)
{
    return scenario_read(scenario, path, models, model_count, NULL, 0, error);
}

/* Reads the text back as a file of its own. */
static void read_text(struct scenario *scenario, const char *text)
{
    struct error error = {0};
    struct file file = write_file(text);
    must(read_path(scenario, file.path, &error), &error);
    remove_file(&file);
}

static char *text_of(const struct scenario *scenario)
{
    struct error error = {0};
    char *text;
    must(scenario_write_text(scenario, &text, &error), &error);
    return text;
}

static uint64_t first_month(const struct scenario *scenario)
{
    struct run run = {0};
    struct error error = {0};
    must(run_init(&run, scenario, 1, (struct panel_sink){0}, false, &error), &error);
    for (int day = 0; day < 31; day++) {
        must(run_step(&run, &error), &error);
    }
    uint64_t digest = run_digest(&run);
    run_clear(&run);
    return digest;
}

/* The territory of Mulhouse, a tenth of the people: what a result keeps of it runs again and gives the same
 * market. */
static void test_written_is_read(void **state)
{
    (void)state;
    struct scenario scenario = {0}, again = {0};
    struct error error = {0};
    must(read_path(&scenario, SCENARIOS "/mulhouse.cfg", &error), &error);
    struct parameters *p = scenario.sets[SCENARIO_SET_MODEL].values;
    for (size_t z = 0; z < p->zones.count; z++) {
        ((struct zone *)p->zones.rows)[z].population /= 10;
    }
    p->firms.jobs /= 10;
    must(change_list_add(&scenario.changes, scenario.sets, SCENARIO_SETS, scenario.run->start,
                         "minimum_wage.level", "10.1", NULL, &error),
         &error);
    char *text = text_of(&scenario);
    read_text(&again, text);
    char *text_again = text_of(&again);
    assert_string_equal(text, text_again);
    assert_string_equal(again.title, scenario.title);
    assert_int_equal(again.changes.count, 1);
    assert_int_equal(first_month(&scenario), first_month(&again));
    memory_free(text);
    memory_free(text_again);
    scenario_clear(&again);
    scenario_clear(&scenario);
}

/* A value of the parameter's type and bounds that no one would choose. */
static void alter(struct param_slot *slot, struct rng *luck)
{
    const struct param *param = slot->param;
    if (param->type == PARAM_REAL) {
        if (strcmp(param->name, "jobs") == 0) { /* no more than the residents can hold */
            return;
        }
        double low = param->min > -1e6 ? param->min : -1e6;
        double high = param->max < 1e6 ? param->max : 1e6;
        double value = low + (high - low) * rng_open(luck);
        memcpy(slot->value, &value, sizeof value);
    } else if (param->type == PARAM_INT) {
        double high = param->max < 1e15 ? param->max : 1e15;
        int64_t value = (int64_t)(param->min + (high - param->min) * rng_open(luck));
        memcpy(slot->value, &value, sizeof value);
    } else if (param->type == PARAM_BOOL) {
        bool value = rng_chance(luck, 0.5);
        memcpy(slot->value, &value, sizeof value);
    }
}

/* Any value survives to the last bit, in all scalars of both sets. */
static void test_any_value_survives(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < 20; round++) {
        struct rng luck = rng_at(rng_purpose(round, "scenario file"), 0, 0);
        struct scenario scenario = {0}, again = {0};
        struct error error = {0};
        must(scenario_init(&scenario, &labour_market, &error), &error);
        must(read_path(&again, SCENARIOS "/mulhouse_incomes.cfg", &error), &error);
        scenario_clear(&scenario);
        scenario = again;
        memset(&again, 0, sizeof again);
        const struct param_schema *schema = labour_market.schema;
        struct parameters *p = scenario.sets[SCENARIO_SET_MODEL].values;
        for (size_t g = 0; g < param_group_count(schema); g++) {
            const struct param_group *group = param_group_at(schema, g);
            for (size_t k = 0; group->row_size == 0 && k < group->param_count; k++) {
                struct param_slot slot =
                    param_slot_at(&scenario.sets[SCENARIO_SET_MODEL], group, 0, &group->params[k]);
                alter(&slot, &luck);
            }
        }
        p->lives.retire_to = p->lives.retire_from;
        p->firms.jobs = 1.1 + (double)round; /* no more than people */
        struct income_params *incomes = (struct income_params *)part_params(p, &part_incomes);
        incomes->active = true; /* what the local economy rests on */
        incomes->before_months = 24;
        char *text = text_of(&scenario);
        read_text(&again, text);
        const struct parameters *q = again.sets[SCENARIO_SET_MODEL].values;
        assert_memory_equal(&p->demand, &q->demand, sizeof p->demand);
        assert_memory_equal(&p->search, &q->search, sizeof p->search);
        assert_memory_equal(&p->wages, &q->wages, sizeof p->wages);
        assert_memory_equal(&p->separations, &q->separations, sizeof p->separations);
        char *text_again = text_of(&again);
        assert_string_equal(text, text_again);
        memory_free(text);
        memory_free(text_again);
        scenario_clear(&again);
        scenario_clear(&scenario);
    }
}

/* Order of precedence: the file, its overrides in order, the command line. */
static void test_precedence(void **state)
{
    (void)state;
    struct scenario scenario = {0};
    struct error error = {0};
    struct file file = write_file("model = \"two_state\";\n"
                                  "rates = { job_loss = 0.1; job_finding = 0.2; };\n"
                                  "overrides = ( { path = \"rates.job_loss\"; value = 0.3; },\n"
                                  "              { path = \"rates.job_loss\"; value = 0.4; },\n"
                                  "              { path = \"rates.job_finding\"; value = 0.5; } );\n");
    const char *const assignments[] = {"rates.job_finding=0.6", "run.seed=9"};
    must(scenario_read(&scenario, file.path, models, model_count, assignments, 2, &error), &error);
    struct param_slot slot;
    must(param_find(scenario.sets, SCENARIO_SETS, "rates.job_loss", NULL, &slot, &error), &error);
    assert_true(*(double *)slot.value == 0.4);
    must(param_find(scenario.sets, SCENARIO_SETS, "rates.job_finding", NULL, &slot, &error), &error);
    assert_true(*(double *)slot.value == 0.6);
    assert_int_equal(scenario.run->seed, 9);
    scenario_clear(&scenario);
    remove_file(&file);
}

static enum status read_and_write(void *context, struct error *error)
{
    struct scenario scenario = {0};
    char *text = NULL;
    enum status status;
    TRY(read_path(&scenario, context, error));
    TRY(scenario_write_text(&scenario, &text, error));
out:
    memory_free(text);
    scenario_clear(&scenario);
    return status;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    static char path[] = CONFIGS "/good/market.cfg";
    assert_true(check_every_allocation(read_and_write, path) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written_is_read),
        cmocka_unit_test(test_any_value_survives),
        cmocka_unit_test(test_precedence),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
