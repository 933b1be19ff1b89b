#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "sim/io/result_file.h"
#include "sim/io/result_load.h"
#include "tests/support/allocations.h"
#include "tests/support/folder.h"
#include "tests/support/walkers.h"

static struct folder folder;

static int begin(void **state)
{
    (void)state;
    folder_make(&folder);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    return 0;
}

static int end(void **state)
{
    (void)state;
    disk_empty();
    unsetenv("SOURCE_DATE_EPOCH");
    folder_remove(&folder);
    return 0;
}

/* A finished run with its spool, to be written more than once. */
struct finished {
    struct scenario scenario;
    struct spool spool;
    struct run run;
};

static enum status finished_make(struct finished *finished, const char *const *assignments, int threads,
                                 struct error *error)
{
    char path[300];
    enum status status = STATUS_OK;
    memset(finished, 0, sizeof *finished);
    TRY(walkers_scenario(&finished->scenario, assignments, error));
    folder_file(&folder, path, sizeof path, "spool");
    TRY(spool_init(&finished->spool, path, walkers_panels, 1, NULL, error));
    TRY(run_init(&finished->run, &finished->scenario, threads, spool_sink(&finished->spool), false, error));
    while (finished->run.day < finished->run.sim.end_day) {
        TRY(run_step(&finished->run, error));
    }
    TRY(run_finish(&finished->run, error));
out:
    return status;
}

static void finished_free(struct finished *finished)
{
    if (finished->run.model != NULL) {
        run_clear(&finished->run);
    }
    spool_clear(&finished->spool, 1);
    scenario_clear(&finished->scenario);
}

static enum status write_to(struct finished *finished, const char *name, bool overwrite, struct error *error)
{
    char path[300];
    struct result_options options = {folder_file(&folder, path, sizeof path, name), "bassin run walkers.cfg",
                                     overwrite};
    return result_write(&options, &finished->run, &finished->spool, error);
}

/* What `bassin info` and `score` read. */
static enum status load(const char *name, struct loaded_result *result, struct error *error)
{
    static const struct model *const models[] = {&walkers_model};
    char path[300];
    return result_load(result, folder_file(&folder, path, sizeof path, name), models, 1, error);
}

static void equal_runs_are_equal_files(void **state)
{
    (void)state;
    char one[300];
    char other[300];
    for (int threads = 1; threads <= 3; threads++) {
        struct finished finished;
        struct error error = {0};
        assert_int_equal(finished_make(&finished, NULL, threads, &error), STATUS_OK);
        assert_int_equal(write_to(&finished, threads == 1 ? "one.h5" : "other.h5", true, &error), STATUS_OK);
        finished_free(&finished);
        folder_file(&folder, one, sizeof one, "one.h5");
        folder_file(&folder, other, sizeof other, "other.h5");
        assert_true(threads == 1 || files_equal(one, other));
    }
    /* ... and what differs is seen. */
    struct finished finished;
    assert_int_equal(finished_make(&finished, (const char *const[]){"run.seed=2", NULL}, 1, NULL), STATUS_OK);
    assert_int_equal(write_to(&finished, "other.h5", true, NULL), STATUS_OK);
    finished_free(&finished);
    assert_false(files_equal(one, other));
}

static void a_result_says_where_it_comes_from(void **state)
{
    (void)state;
    struct finished finished;
    struct loaded_result result;
    struct error error = {0};
    const char *const assignments[] = {"run.seed=7", "run.burn_in_days=10", NULL};
    assert_int_equal(finished_make(&finished, assignments, 1, &error), STATUS_OK);
    assert_int_equal(write_to(&finished, "a.h5", false, &error), STATUS_OK);
    uint64_t rows = finished.spool.marks[0].rows;
    finished_free(&finished);
    assert_int_equal(load("a.h5", &result, &error), STATUS_OK);
    assert_string_equal(result.texts[RESULT_TITLE], "Walkers of the Dreiländereck");
    assert_string_equal(result.texts[RESULT_MODEL], "walkers");
    assert_string_equal(result.texts[RESULT_CREATED], "2023-11-14T22:13:20Z");
    assert_string_equal(result.texts[RESULT_COMMAND], "bassin run walkers.cfg");
    assert_int_equal(result.seed, 7);
    assert_int_equal(result.population_seed, 1);
    assert_int_equal(result.run.sim.outputs.period_count[OUTPUT_MONTHLY], 6);
    assert_int_equal(result.run.sim.outputs.period_count[OUTPUT_DAILY], 0);
    assert_int_equal(result.panel_rows[0], rows);
    result_unload(&result);
}

static void what_is_off_leaves_no_trace(void **state)
{
    (void)state;
    struct finished finished;
    struct loaded_result result;
    struct error error = {0};
    const char *const assignments[] = {"run.panels=false", "run.daily=true", NULL};
    assert_int_equal(finished_make(&finished, assignments, 1, &error), STATUS_OK);
    assert_int_equal(write_to(&finished, "a.h5", false, &error), STATUS_OK);
    finished_free(&finished);
    assert_int_equal(load("a.h5", &result, &error), STATUS_OK);
    assert_true(result.panel_rows[0] == RESULT_NO_PANEL);
    assert_int_equal(result.run.sim.outputs.period_count[OUTPUT_DAILY], 181);
    result_unload(&result);
}

static void an_existing_file_is_kept_unless_asked(void **state)
{
    (void)state;
    struct finished finished;
    struct error error = {0};
    char path[300];
    size_t size;
    folder_file(&folder, path, sizeof path, "a.h5");
    file_put(path, "precious");
    assert_int_equal(finished_make(&finished, NULL, 1, NULL), STATUS_OK);
    assert_int_equal(write_to(&finished, "a.h5", false, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "a.h5\" exists already"));
    unsigned char *bytes = file_bytes(path, &size);
    assert_int_equal(size, strlen("precious"));
    free(bytes);
    char partial[310];
    snprintf(partial, sizeof partial, "%s.partial", path);
    bytes = file_bytes(partial, &size); /* where the work of hours is not lost */
    assert_true(size > 1000);
    free(bytes);
    assert_int_equal(write_to(&finished, "b.h5", false, NULL), STATUS_OK);
    unlink(partial);
    assert_int_equal(write_to(&finished, "a.h5", true, NULL), STATUS_OK);
    bytes = file_bytes(path, &size);
    assert_true(size > 1000);
    free(bytes);
    finished_free(&finished);
}

/* Whatever write fails: an error with name and reason, no rest, and the old file as it was. */
static void a_full_disk_harms_nothing(void **state)
{
    (void)state;
    struct finished finished;
    struct stat facts;
    char path[300];
    size_t size;
    int failures = 0;
    assert_int_equal(finished_make(&finished, NULL, 1, NULL), STATUS_OK);
    assert_int_equal(write_to(&finished, "a.h5", false, NULL), STATUS_OK);
    folder_file(&folder, path, sizeof path, "a.h5");
    assert_int_equal(stat(path, &facts), 0);
    file_put(path, "precious");
    for (size_t limit = 0; limit < (size_t)facts.st_size; limit += (size_t)facts.st_size / 40) {
        struct error error = {0};
        disk_full(limit);
        enum status status = write_to(&finished, "a.h5", true, &error);
        disk_empty();
        assert_int_equal(status, STATUS_FAILED);
        assert_non_null(strstr(error.text, "cannot write"));
        assert_non_null(strstr(error.text, "a.h5\": File too large"));
        unsigned char *bytes = file_bytes(path, &size);
        assert_int_equal(size, strlen("precious"));
        assert_memory_equal(bytes, "precious", size);
        free(bytes);
        assert_int_equal(folder_count(&folder, false), 2); /* it and the spool */
        failures++;
    }
    assert_true(failures >= 40);
    assert_int_equal(write_to(&finished, "a.h5", true, NULL), STATUS_OK);
    finished_free(&finished);
}

static void a_path_is_checked_before_anything_is_computed(void **state)
{
    (void)state;
    struct error error = {0};
    char path[400];
    assert_int_equal(result_check_path(folder.path, true, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "is a folder"));
    error_clear(&error);
    folder_file(&folder, path, sizeof path, "missing/a.h5");
    assert_int_equal(result_check_path(path, false, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "missing/a.h5\": No such file or directory"));
    error_clear(&error);
    assert_int_equal(result_check_path("", false, &error), STATUS_INPUT);
    error_clear(&error);
    folder_file(&folder, path, sizeof path, "a.h5");
    assert_int_equal(result_check_path(path, false, &error), STATUS_OK);
    assert_int_equal(folder_count(&folder, false), 0);
    file_put(path, "x");
    assert_int_equal(result_check_path(path, false, &error), STATUS_INPUT);
    assert_non_null(strstr(error.hint, "--force"));
    assert_int_equal(result_check_path(path, true, NULL), STATUS_OK);
}

static void an_unwritable_folder_is_told(void **state)
{
    (void)state;
    struct error error = {0};
    char path[300];
    bool root = geteuid() == 0; /* who may write anywhere, so is someone else for a moment */
    folder_file(&folder, path, sizeof path, "a.h5");
    chmod(folder.path, 0500);
    assert_true(!root || seteuid(65534) == 0);
    enum status status = result_check_path(path, false, &error);
    assert_true(!root || seteuid(0) == 0);
    chmod(folder.path, 0700);
    assert_int_equal(status, STATUS_FAILED);
    assert_non_null(strstr(error.text, "a.h5\": Permission denied"));
}

static void an_unfinished_run_has_no_result(void **state)
{
    (void)state;
    struct finished finished;
    struct error error = {0};
    assert_int_equal(finished_make(&finished, NULL, 1, NULL), STATUS_OK);
    finished.run.finished = false;
    assert_int_equal(write_to(&finished, "a.h5", false, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "not finished"));
    finished_free(&finished);
}

static void what_is_no_result_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    struct loaded_result result;
    char path[300];
    assert_int_equal(load("missing.h5", &result, &error), STATUS_INPUT);
    result_unload(&result);
    assert_non_null(strstr(error.text, "missing.h5\": No such file"));
    error_clear(&error);
    folder_file(&folder, path, sizeof path, "text.h5");
    file_put(path, "no HDF5 at all");
    assert_int_equal(load("text.h5", &result, &error), STATUS_INPUT);
    result_unload(&result);
    assert_non_null(strstr(error.text, "is not an HDF5 file"));
}

/* Whatever part of a result is lost, reading it ends with an error and not with a crash. */
static void a_damaged_result_is_refused(void **state)
{
    (void)state;
    struct finished finished;
    struct loaded_result result;
    char path[300];
    size_t size;
    assert_int_equal(finished_make(&finished, (const char *const[]){"walk.walkers=20", NULL}, 1, NULL),
                     STATUS_OK);
    assert_int_equal(write_to(&finished, "a.h5", false, NULL), STATUS_OK);
    finished_free(&finished);
    folder_file(&folder, path, sizeof path, "a.h5");
    unsigned char *bytes = file_bytes(path, &size);
    free(bytes);
    for (size_t cut = 0; cut < size - 1; cut += size / 23) {
        struct error error = {0};
        assert_int_equal(truncate(path, (off_t)(size - 1 - cut)), 0);
        assert_int_not_equal(load("a.h5", &result, &error), STATUS_OK);
        result_unload(&result);
        assert_true(strlen(error.text) > 0);
    }
}

struct memory_work {
    struct finished *finished;
};

static enum status write_again(void *context, struct error *error)
{
    return write_to(((struct memory_work *)context)->finished, "a.h5", true, error);
}

static enum status load_again(void *context, struct error *error)
{
    (void)context;
    struct loaded_result result;
    enum status status = load("a.h5", &result, error);
    result_unload(&result);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct finished finished;
    const char *const few[] = {"walk.walkers=20", "run.end=2010-02-15", "run.daily=true", NULL};
    assert_int_equal(finished_make(&finished, few, 1, NULL), STATUS_OK);
    struct memory_work work = {&finished};
    assert_true(check_every_allocation(write_again, &work) > 15);
    assert_int_equal(write_to(&finished, "a.h5", true, NULL), STATUS_OK);
    finished_free(&finished);
    assert_true(check_every_allocation(load_again, NULL) > 30);
    assert_int_equal(folder_count(&folder, false), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equal_runs_are_equal_files, begin, end),
        cmocka_unit_test_setup_teardown(a_result_says_where_it_comes_from, begin, end),
        cmocka_unit_test_setup_teardown(what_is_off_leaves_no_trace, begin, end),
        cmocka_unit_test_setup_teardown(an_existing_file_is_kept_unless_asked, begin, end),
        cmocka_unit_test_setup_teardown(a_full_disk_harms_nothing, begin, end),
        cmocka_unit_test_setup_teardown(a_path_is_checked_before_anything_is_computed, begin, end),
        cmocka_unit_test_setup_teardown(an_unwritable_folder_is_told, begin, end),
        cmocka_unit_test_setup_teardown(an_unfinished_run_has_no_result, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_result_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_result_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
