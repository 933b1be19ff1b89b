#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "sim/io/checkpoint_file.h"
#include "sim/io/result_file.h"
#include "tests/support/allocations.h"
#include "tests/support/folder.h"
#include "tests/support/walkers.h"

static struct folder folder;
static char checkpoint[300];

static int begin(void **state)
{
    (void)state;
    folder_make(&folder);
    folder_file(&folder, checkpoint, sizeof checkpoint, "result.h5.checkpoint");
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

static const char *const lively[] = {"run.daily=true", "run.burn_in_days=20", "walk.walkers=300", NULL};

/* A run with the files it writes. */
struct life {
    struct scenario scenario;
    struct spool spool;
    struct run run;
};

static enum status life_begin(struct life *life, const char *const *assignments, const char *name,
                              int threads, bool resume, struct error *error)
{
    char path[300];
    struct spool_mark marks[1];
    int32_t day;
    enum status status = STATUS_OK;
    memset(life, 0, sizeof *life);
    TRY(walkers_scenario(&life->scenario, assignments, error));
    folder_file(&folder, path, sizeof path, name);
    if (resume) {
        TRY(checkpoint_read_head(checkpoint, &life->scenario, &day, marks, error));
    }
    TRY(spool_init(&life->spool, path, walkers_panels, 1, resume ? marks : NULL, error));
    TRY(run_init(&life->run, &life->scenario, threads, spool_sink(&life->spool), resume, error));
    if (resume) {
        TRY(checkpoint_read(checkpoint, &life->run, error));
    }
out:
    return status;
}

static void life_end(struct life *life, int remove)
{
    if (life->run.model != NULL) {
        run_clear(&life->run);
    }
    spool_clear(&life->spool, remove);
    scenario_clear(&life->scenario);
}

static void live_to(struct life *life, int32_t day)
{
    struct error error = {0};
    while (life->run.day < day) {
        assert_int_equal(run_step(&life->run, &error), STATUS_OK);
    }
}

static void write_result(struct life *life, const char *name)
{
    char path[300];
    struct result_options options = {folder_file(&folder, path, sizeof path, name), "bassin", true};
    assert_int_equal(run_finish(&life->run, NULL), STATUS_OK);
    assert_int_equal(result_write(&options, &life->run, &life->spool, NULL), STATUS_OK);
}

/* Killed some days after a checkpoint and resumed with another number of threads: the same state at once, and
 * in the end the same file, byte by byte. */
static void a_resumed_run_gives_the_same_file(void **state)
{
    (void)state;
    static const int days[] = {1, 19, 20, 21, 50, 51, 79, 110, 200};
    char whole[300];
    char resumed[300];
    struct life life;
    folder_file(&folder, whole, sizeof whole, "whole.h5");
    folder_file(&folder, resumed, sizeof resumed, "result.h5");
    assert_int_equal(life_begin(&life, lively, "whole.h5", 1, false, NULL), STATUS_OK);
    live_to(&life, life.run.sim.end_day);
    write_result(&life, "whole.h5");
    life_end(&life, 1);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct error error = {0};
        int threads = 1 + (int)(i % 3);
        assert_int_equal(life_begin(&life, lively, "result.h5", threads, false, &error), STATUS_OK);
        int32_t day = life.run.day + days[i];
        live_to(&life, day);
        assert_int_equal(checkpoint_write(checkpoint, &life.run, &life.spool, &error), STATUS_OK);
        uint64_t digest = run_digest(&life.run);
        live_to(&life, day + 1); /* lost */
        life_end(&life, 0);

        assert_int_equal(life_begin(&life, lively, "result.h5", 3 - threads / 2, true, &error), STATUS_OK);
        assert_int_equal(life.run.day, day);
        assert_true(run_digest(&life.run) == digest);
        live_to(&life, life.run.sim.end_day);
        write_result(&life, "result.h5");
        life_end(&life, 1);
        assert_true(files_equal(whole, resumed));
    }
}

/* The state at the end, before the run is finished, goes on to a later end as if that had been the first one;
 * the end may cut a month. (Rows are only counted here: some of this model say whether a day is after the
 * end.) */
static void a_finished_run_is_prolonged(void **state)
{
    (void)state;
    static const char *const ends[] = {"run.end=2010-03-01", "run.end=2010-03-18"};
    struct life life;
    assert_int_equal(life_begin(&life, lively, "whole.h5", 1, false, NULL), STATUS_OK);
    live_to(&life, life.run.sim.end_day);
    write_result(&life, "whole.h5");
    uint64_t whole = run_digest(&life.run);
    uint64_t rows = life.spool.marks[0].rows;
    life_end(&life, 1);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const char *const shorter[] = {lively[0], lively[1], lively[2], ends[i], NULL};
        assert_int_equal(life_begin(&life, shorter, "result.h5", 2, false, NULL), STATUS_OK);
        live_to(&life, life.run.sim.end_day);
        assert_int_equal(checkpoint_write(checkpoint, &life.run, &life.spool, NULL), STATUS_OK);
        write_result(&life, "result.h5");
        assert_true(run_digest(&life.run) != whole);
        life_end(&life, 0);
        assert_int_equal(life_begin(&life, lively, "result.h5", 1, true, NULL), STATUS_OK);
        live_to(&life, life.run.sim.end_day);
        write_result(&life, "result.h5");
        assert_true(run_digest(&life.run) == whole);
        assert_true(life.spool.marks[0].rows == rows);
        life_end(&life, 1);
    }
}

static void changes_before_the_checkpoint_hold_after_it(void **state)
{
    (void)state;
    struct scenario scenario;
    int32_t reform = 14640; /* 2010-01-31 */
    char text[64];
    assert_int_equal(walkers_scenario(&scenario, lively, NULL), STATUS_OK);
    assert_int_equal(change_list_add(&scenario.changes, scenario.sets, SCENARIO_SETS, reform, "walk.haste",
                                     "0.875", NULL, NULL),
                     STATUS_OK);
    struct run run;
    struct panel_sink sink = {0};
    assert_int_equal(run_init(&run, &scenario, 1, sink, false, NULL), STATUS_OK);
    while (run.day <= reform + 5) {
        assert_int_equal(run_step(&run, NULL), STATUS_OK);
    }
    assert_int_equal(checkpoint_write(checkpoint, &run, NULL, NULL), STATUS_OK);
    uint64_t digest = run_digest(&run);
    run_clear(&run);
    assert_int_equal(run_init(&run, &scenario, 2, sink, true, NULL), STATUS_OK);
    assert_int_equal(checkpoint_read(checkpoint, &run, NULL), STATUS_OK);
    assert_true(run_digest(&run) == digest);
    const struct walkers_params *params = run.sim.params;
    snprintf(text, sizeof text, "%g", params->walk.haste);
    assert_string_equal(text, "0.875");
    run_clear(&run);
    scenario_clear(&scenario);
}

static void write_checkpoint(const char *const *assignments)
{
    struct life life;
    assert_int_equal(life_begin(&life, assignments, "result.h5", 1, false, NULL), STATUS_OK);
    live_to(&life, life.run.day + 40);
    assert_int_equal(checkpoint_write(checkpoint, &life.run, &life.spool, NULL), STATUS_OK);
    life_end(&life, 0);
}

static void expect_refusal(const char *const *assignments, const char *message)
{
    struct life life;
    struct error error = {0};
    enum status status = life_begin(&life, assignments, "result.h5", 1, true, &error);
    life_end(&life, 0);
    assert_int_equal(status, STATUS_INPUT);
    if (strstr(error.text, message) == NULL) {
        fail_msg("expected: %s\ngot: %s", message, error.text);
    }
}

static void a_foreign_checkpoint_is_refused(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    struct spool_mark marks[1];
    int32_t found;
    expect_refusal(lively, "result.h5.checkpoint\": No such file or directory");
    write_checkpoint(lively);
    expect_refusal(NULL, "result.h5.checkpoint\" is of another run: run.burn_in_days = 20 there, 0 here");
    expect_refusal((const char *const[]){"run.daily=true", "run.burn_in_days=20", "walk.walkers=300",
                                         "places.Mulhouse.stay=5", NULL},
                   "is of another run: places.Mulhouse.stay = 4 there, 5 here");

    assert_int_equal(walkers_scenario(&scenario, lively, NULL), STATUS_OK);
    struct model renamed = walkers_model;
    renamed.name = "runners";
    scenario.model = &renamed;
    assert_int_equal(checkpoint_read_head(checkpoint, &scenario, &found, marks, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "model = walkers there, runners here"));
    assert_non_null(strstr(error.hint, "--resume"));
    scenario.model = &walkers_model;
    scenario.title[0] = 'X'; /* a title decides nothing */
    assert_int_equal(checkpoint_read_head(checkpoint, &scenario, &found, marks, NULL), STATUS_OK);
    scenario_clear(&scenario);

    file_put(checkpoint, "none");
    expect_refusal(lively, "is not a checkpoint");
}

/* Changes until the day of the checkpoint belong to it, later ones and the end do not. */
static void another_future_is_accepted(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    struct spool_mark marks[1];
    int32_t found;
    write_checkpoint(lively);
    assert_int_equal(walkers_scenario(&scenario, lively, NULL), STATUS_OK);
    int32_t day = scenario_first_day(&scenario) + 40;
    scenario.run->end = day;
    assert_int_equal(change_list_add(&scenario.changes, scenario.sets, SCENARIO_SETS, day, "walk.haste",
                                     "0.25", NULL, NULL),
                     STATUS_OK);
    assert_int_equal(checkpoint_read_head(checkpoint, &scenario, &found, marks, NULL), STATUS_OK);
    scenario.run->end = day - 1;
    assert_int_equal(checkpoint_read_head(checkpoint, &scenario, &found, marks, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "holds the run on 2010-01-21, after run.end"));
    error_clear(&error);
    scenario.run->end = day + 50;
    assert_int_equal(change_list_add(&scenario.changes, scenario.sets, SCENARIO_SETS, day - 1, "walk.haste",
                                     "0.125", NULL, NULL),
                     STATUS_OK);
    assert_int_equal(checkpoint_read_head(checkpoint, &scenario, &found, marks, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "which lacks walk.haste from 2010-01-20 on = 0.125"));
    scenario_clear(&scenario);
}

/* A later version of a model that has other columns or outputs cannot take up the state of this one. */
static void a_checkpoint_of_another_layout_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    struct scenario scenario;
    struct run run;
    write_checkpoint(lively);
    struct model later = walkers_model;
    later.own.output_count -= 1;
    assert_int_equal(walkers_scenario(&scenario, lively, NULL), STATUS_OK);
    scenario.model = &later;
    assert_int_equal(run_init(&run, &scenario, 1, (struct panel_sink){0}, true, NULL), STATUS_OK);
    assert_int_equal(checkpoint_read(checkpoint, &run, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "is of another run, which has output share"));
    run_clear(&run);

    scenario.model = &walkers_model;
    error_clear(&error);
    assert_int_equal(run_init(&run, &scenario, 1, (struct panel_sink){0}, true, NULL), STATUS_OK);
    ((struct walkers_world *)run.world)->walkers.table.column_count -= 1;
    assert_int_equal(checkpoint_read(checkpoint, &run, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "is of another run, which has column walkers."));
    ((struct walkers_world *)run.world)->walkers.table.column_count += 1;
    run_clear(&run);
    scenario_clear(&scenario);
}

static void a_result_is_no_checkpoint(void **state)
{
    (void)state;
    struct life life;
    char path[300];
    assert_int_equal(life_begin(&life, lively, "result.h5", 1, false, NULL), STATUS_OK);
    live_to(&life, life.run.sim.end_day);
    write_result(&life, "result.h5");
    struct error error = {0};
    assert_int_equal(checkpoint_write(checkpoint, &life.run, &life.spool, &error), STATUS_FAILED);
    life_end(&life, 1);
    folder_file(&folder, path, sizeof path, "result.h5");
    assert_int_equal(rename(path, checkpoint), 0);
    expect_refusal(lively, "is not a checkpoint");
}

/* Cut anywhere, longer, or with another bit anywhere, it is an error and not a crash, and the run that failed
 * to resume can be freed. */
static void a_damaged_checkpoint_is_refused(void **state)
{
    (void)state;
    struct life life;
    size_t size;
    write_checkpoint((const char *const[]){"walk.walkers=20", NULL});
    unsigned char *bytes = file_bytes(checkpoint, &size);
    for (size_t at = 0; at <= size; at += at < 200 ? 1 : 7) {
        for (int cut = 0; cut < 2; cut++) {
            struct error error = {0};
            FILE *file = fopen(checkpoint, "wb");
            assert_non_null(file);
            bytes[at] ^= (unsigned char)(1 << at % 8); /* past the end: one byte more */
            assert_int_not_equal(fwrite(bytes, 1,
                                        cut && at < size ? at
                                        : at == size     ? size + 1
                                                         : size,
                                        file),
                                 -1);
            bytes[at] ^= (unsigned char)(1 << at % 8);
            fclose(file);
            enum status status = life_begin(&life, (const char *const[]){"walk.walkers=20", NULL},
                                            "result.h5", 1, true, &error);
            life_end(&life, 0);
            if (status == STATUS_OK || strstr(error.text, "damaged") == NULL) {
                fail_msg("byte %zu, %s: %s", at, cut ? "cut" : "flipped", error.text);
            }
        }
    }
    free(bytes);
}

/* A disk that fills up while a checkpoint is written leaves the one before it, which is still good. */
static void a_full_disk_keeps_the_last_checkpoint(void **state)
{
    (void)state;
    struct life life;
    struct stat facts;
    assert_int_equal(life_begin(&life, lively, "result.h5", 2, false, NULL), STATUS_OK);
    live_to(&life, life.run.day + 30);
    assert_int_equal(checkpoint_write(checkpoint, &life.run, &life.spool, NULL), STATUS_OK);
    uint64_t digest = run_digest(&life.run);
    assert_int_equal(stat(checkpoint, &facts), 0);
    live_to(&life, life.run.day + 1);
    assert_int_equal(panel_flush(&life.run.sim.panels[0], NULL), STATUS_OK);
    assert_int_equal(spool_sync(&life.spool, NULL), STATUS_OK);
    for (off_t limit = 0; limit < facts.st_size; limit += facts.st_size / 20) {
        struct error error = {0};
        disk_full((size_t)limit);
        enum status status = checkpoint_write(checkpoint, &life.run, &life.spool, &error);
        disk_empty();
        assert_int_equal(status, STATUS_FAILED);
        assert_non_null(strstr(error.text, "result.h5.checkpoint\": File too large"));
    }
    life_end(&life, 0);
    assert_int_equal(life_begin(&life, lively, "result.h5", 1, true, NULL), STATUS_OK);
    assert_true(run_digest(&life.run) == digest);
    life_end(&life, 1);
    assert_int_equal(folder_count(&folder, false), 1);
}

static enum status write_again(void *context, struct error *error)
{
    struct life *life = context;
    return checkpoint_write(checkpoint, &life->run, &life->spool, error);
}

static enum status read_again(void *context, struct error *error)
{
    (void)context;
    struct life life;
    enum status status =
        life_begin(&life, (const char *const[]){"walk.walkers=20", NULL}, "result.h5", 1, true, error);
    life_end(&life, 0);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct life life;
    assert_int_equal(
        life_begin(&life, (const char *const[]){"walk.walkers=20", NULL}, "result.h5", 1, false, NULL),
        STATUS_OK);
    live_to(&life, life.run.day + 70);
    assert_int_equal(checkpoint_write(checkpoint, &life.run, &life.spool, NULL), STATUS_OK);
    assert_true(check_every_allocation(write_again, &life) >= 7);
    life_end(&life, 0);
    assert_true(check_every_allocation(read_again, NULL) > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_resumed_run_gives_the_same_file, begin, end),
        cmocka_unit_test_setup_teardown(a_finished_run_is_prolonged, begin, end),
        cmocka_unit_test_setup_teardown(changes_before_the_checkpoint_hold_after_it, begin, end),
        cmocka_unit_test_setup_teardown(a_foreign_checkpoint_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(another_future_is_accepted, begin, end),
        cmocka_unit_test_setup_teardown(a_checkpoint_of_another_layout_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_result_is_no_checkpoint, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_checkpoint_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_full_disk_keeps_the_last_checkpoint, begin, end),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
