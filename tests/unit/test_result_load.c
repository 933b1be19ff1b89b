/* A result read back holds what the run held when it ended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <hdf5.h>

#include "sim/io/result_file.h"
#include "sim/io/result_load.h"
#include "tests/support/allocations.h"
#include "tests/support/folder.h"
#include "tests/support/walkers.h"
#include "version.h"

static struct folder folder;
static char path[300];
static const struct model *const models[] = {&walkers_model};

static int begin(void **state)
{
    (void)state;
    folder_make(&folder);
    folder_file(&folder, path, sizeof path, "walkers.h5");
    return 0;
}

static int end(void **state)
{
    (void)state;
    folder_remove(&folder);
    return 0;
}

struct lived {
    struct scenario scenario;
    struct run run;
};

/* A run with a burn-in, a partial first month and two reforms, one of them on its last day. */
static void live(struct lived *lived, const char *daily, int threads)
{
    const char *const assignments[] = {"run.burn_in_days=10", "run.start=2010-01-12", daily, NULL};
    struct result_options options = {path, "bassin run walkers.cfg", true};
    struct error error = {0};
    assert_int_equal(walkers_scenario(&lived->scenario, assignments, &error), STATUS_OK);
    int32_t last = lived->scenario.run->end - 1;
    const int32_t days[] = {last - 40, last, last + 1};
    static const char *const values[] = {"0.25", "0.75", "1"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(change_list_add(&lived->scenario.changes, lived->scenario.sets, SCENARIO_SETS,
                                         days[i], "walk.haste", values[i], NULL, &error),
                         STATUS_OK);
    }
    assert_int_equal(run_init(&lived->run, &lived->scenario, threads, (struct panel_sink){0}, false, &error),
                     STATUS_OK);
    while (lived->run.day < lived->run.sim.end_day) {
        assert_int_equal(run_step(&lived->run, &error), STATUS_OK);
    }
    assert_int_equal(run_finish(&lived->run, &error), STATUS_OK);
    assert_int_equal(result_write(&options, &lived->run, NULL, &error), STATUS_OK);
}

static void lived_clear(struct lived *lived)
{
    run_clear(&lived->run);
    scenario_clear(&lived->scenario);
}

static void assert_same_records(const struct outputs *ours, const struct outputs *theirs)
{
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        assert_int_equal(ours->keep[axis], theirs->keep[axis]);
        assert_int_equal(ours->period_count[axis], theirs->period_count[axis]);
        assert_true(!ours->keep[axis] || ours->period_count[axis] > 0);
        if (ours->period_count[axis] != 0) {
            assert_memory_equal(ours->periods[axis], theirs->periods[axis],
                                ours->period_count[axis] * sizeof *ours->periods[axis]);
        }
    }
    for (size_t id = 0; id < ours->count; id++) {
        size_t records = ours->period_count[ours->declared[id].axis];
        assert_int_equal(ours->cells[id], theirs->cells[id]);
        if (records != 0) {
            assert_memory_equal(ours->records[id], theirs->records[id],
                                records * ours->cells[id] * sizeof(int64_t));
        }
    }
}

static void test_records_come_back(void **state)
{
    (void)state;
    for (int daily = 0; daily < 2; daily++) {
        struct lived lived;
        struct loaded_result result;
        struct error error = {0};
        live(&lived, daily ? "run.daily=true" : "run.daily=false", 1 + daily);
        assert_int_equal(result_load(&result, path, models, 1, &error), STATUS_OK);
        assert_same_records(&lived.run.sim.outputs, &result.run.sim.outputs);
        const struct sim *ours = &lived.run.sim;
        const struct sim *theirs = &result.run.sim;
        assert_true(ours->seed_dynamics == theirs->seed_dynamics);
        assert_true(ours->seed_population == theirs->seed_population);
        assert_int_equal(ours->first_day, theirs->first_day);
        assert_int_equal(ours->start_day, theirs->start_day);
        assert_int_equal(ours->end_day, theirs->end_day);
        const struct walkers_params *params = theirs->params;
        assert_true(params->walk.haste == 0.75);
        assert_true(((const struct walkers_params *)ours->params)->walk.haste == 0.75);
        assert_string_equal(result.scenario.title, lived.scenario.title);
        result_unload(&result);
        lived_clear(&lived);
    }
}

/* The file, after `alter` has changed it. */
static void refused(void (*alter)(hid_t file), const struct model *const *known, const char *text)
{
    struct lived lived;
    struct loaded_result result;
    struct error error = {0};
    live(&lived, "run.daily=true", 1);
    lived_clear(&lived);
    hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
    assert_true(file >= 0);
    alter(file);
    H5Fclose(file);
    assert_int_not_equal(result_load(&result, path, known, 1, &error), STATUS_OK);
    if (strstr(error.text, text) == NULL) {
        fail_msg("\"%s\" is not in \"%s\"", text, error.text);
    }
    result_unload(&result);
}

static void nothing(hid_t file)
{
    (void)file;
}

static void drop_moves(hid_t file)
{
    H5Ldelete(file, "moves", H5P_DEFAULT);
}

static void drop_share(hid_t file)
{
    H5Ldelete(file, "share", H5P_DEFAULT);
}

static void drop_days(hid_t file)
{
    H5Ldelete(file, "day", H5P_DEFAULT);
}

static void drop_scenario(hid_t file)
{
    H5Ldelete(file, "scenario", H5P_DEFAULT);
}

static void drop_source(hid_t file)
{
    H5Adelete(file, "source");
}

/* `moves` is a series of another shape. */
static void exchange(hid_t file)
{
    H5Ldelete(file, "moves", H5P_DEFAULT);
    H5Lmove(file, "present", file, "moves", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcopy(file, "moves", file, "present", H5P_DEFAULT, H5P_DEFAULT);
}

/* The same by a program before this one. */
static void exchange_before(hid_t file)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    hid_t space = H5Screate(H5S_SCALAR);
    H5Tset_size(type, 3);
    H5Adelete(file, "commit");
    hid_t attribute = H5Acreate2(file, "commit", type, space, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(H5Awrite(attribute, type, "old") >= 0);
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
    exchange(file);
}

static void test_what_does_not_fit(void **state)
{
    (void)state;
    static const struct model other = {.name = "other", .text = "Other.", .schema = &walkers_schema};
    static const struct model *const others[] = {&other};
    refused(nothing, others, "there is no model called \"walkers\"");
    refused(drop_moves, models, "has no series \"moves\", which this version keeps");
    refused(drop_share, models, "has no series \"share\", which this version keeps");
    refused(drop_days, models, "has no series \"day\", which this version keeps");
    refused(drop_scenario, models, "scenario");
    refused(drop_source, models, "is not a result of bassin");
    refused(exchange, models, "is damaged");
    refused(exchange_before, models, "was written by another version, bassin " BASSIN_VERSION " (old): ");
}

static void test_no_result(void **state)
{
    (void)state;
    char other[300];
    struct loaded_result result;
    struct error error = {0};
    assert_int_not_equal(
        result_load(&result, folder_file(&folder, other, sizeof other, "nowhere.h5"), models, 1, &error),
        STATUS_OK);
    assert_non_null(strstr(error.text, "nowhere.h5"));
    result_unload(&result);
    file_put(other, "model = \"walkers\";\n");
    error_clear(&error);
    assert_int_equal(result_load(&result, other, models, 1, &error), STATUS_INPUT);
    result_unload(&result);
}

static enum status work(void *context, struct error *error)
{
    (void)context;
    struct loaded_result result;
    enum status status = result_load(&result, path, models, 1, error);
    result_unload(&result);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    struct lived lived;
    live(&lived, "run.daily=true", 1);
    lived_clear(&lived);
    assert_true(check_every_allocation(work, NULL) >= 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_come_back),
        cmocka_unit_test(test_what_does_not_fit),
        cmocka_unit_test(test_no_result),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
