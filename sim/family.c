#include "sim/family.h"

#include "sim/memory.h"

struct family {
    const struct experiment *experiment;
    const int32_t *partings;
    size_t first; /* member */
    const struct family_means *means;
    const struct family_host *host;
    struct scenario *scenarios; /* [arm_count] */
    struct error *error;        /* of what ends the family */
};

/* Arms that agree so far. */
struct branch {
    size_t *arms;
    size_t count;
    size_t owner; /* the arm whose scenario and sink the run has: one of them */
};

/* An arm lives on its own from the day on which it parts from the last of those before it. */
void family_expect(const struct experiment *experiment, const int32_t *partings, const bool *wanted,
                   struct family_days *days)
{
    size_t count = experiment->arm_count;
    for (size_t arm = 0; arm < count; arm++) {
        const struct scenario *scenario = &experiment->arms[arm].scenario;
        int32_t first = scenario_first_day(scenario);
        int32_t from = first;
        for (size_t other = 0; wanted[arm] && other < arm; other++) {
            int32_t parts = partings[arm * count + other];
            from = wanted[other] && parts > from ? parts : from;
        }
        if (wanted[arm]) {
            from = from < scenario->run->end ? from : scenario->run->end;
            days->lived += scenario->run->end - from;
            days->shared += from - first;
        }
    }
}

static int32_t parting(const struct family *family, size_t arm, size_t other)
{
    return family->partings[arm * family->experiment->arm_count + other];
}

/* ---- what becomes of members ---- */

static enum status tell_failed(const struct family *family, const struct branch *branch, int32_t day,
                               const struct error *why)
{
    for (size_t i = 0; i < branch->count; i++) {
        PASS(family->host->failed(family->host->context, family->first + branch->arms[i], day, why,
                                  family->error));
    }
    return STATUS_OK;
}

static enum status tell_done(const struct family *family, const struct branch *branch, struct run *run)
{
    for (size_t i = 0; i < branch->count; i++) {
        PASS(family->host->done(family->host->context, family->first + branch->arms[i],
                                family->first + branch->owner, run, family->error));
    }
    return STATUS_OK;
}

/* ---- the tree ---- */

/* The first day on which an arm parts from the owner. */
static int32_t next_parting(const struct family *family, const struct branch *branch)
{
    int32_t day = INT32_MAX;
    for (size_t i = 0; i < branch->count; i++) {
        int32_t other = parting(family, branch->owner, branch->arms[i]);
        day = other < day ? other : day;
    }
    return day;
}

/* Moves the arms that agree with `arm` beyond `day` from a branch to the end of its list, and makes them a
 * branch of their own. */
static struct branch split(const struct family *family, struct branch *branch, size_t arm, int32_t day)
{
    size_t kept = 0;
    size_t taken = 0;
    size_t *arms = branch->arms;
    for (size_t i = 0; i < branch->count; i++) {
        size_t candidate = arms[i];
        if (parting(family, arm, candidate) > day) {
            taken++;
        } else {
            /* Those taken so far stand right behind those kept: turn the block by one. */
            for (size_t j = i; j > kept; j--) {
                arms[j] = arms[j - 1];
            }
            arms[kept++] = candidate;
        }
    }
    branch->count = kept;
    return (struct branch){.arms = arms + kept, .count = taken, .owner = arm};
}

/* One day after the other. What fails is in `why`; STATUS_STOPPED when the host wants no more. */
static enum status live(const struct family *family, struct run *run, int32_t to, size_t members,
                        struct error *why)
{
    int32_t from = run->day;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && run->day < to) {
        status = family->host->go_on(family->host->context, family->means->thread) ? run_step(run, why)
                                                                                   : STATUS_STOPPED;
    }
    family->means->days->lived += run->day - from;
    family->means->days->shared += (int64_t)(members - 1) * (run->day - from);
    return status;
}

static enum status grow(const struct family *family, struct run *run, struct branch branch);

static void drop_sink(const struct family *family, size_t owner)
{
    if (family->host->drop_sink != NULL) {
        family->host->drop_sink(family->host->context, family->first + owner);
    }
}

/* A group of arms leaves the run and goes on with a copy of its state. */
static enum status fork(const struct family *family, struct run *run, size_t owner, struct branch *branch)
{
    const struct family_host *host = family->host;
    struct panel_sink sink = {0};
    struct run *copy = memory_alloc(1, sizeof *copy);
    struct error why = {0};
    enum status status = copy == NULL ? error_memory(&why, "a run") : STATUS_OK;
    if (status == STATUS_OK && host->fork_sink != NULL) {
        status = host->fork_sink(host->context, family->first + branch->owner, family->first + owner, run,
                                 &sink, &why);
    }
    if (status == STATUS_OK) {
        status = run_fork(copy, run, &family->scenarios[branch->owner], family->means->threads, sink, &why);
    }
    status = status == STATUS_OK ? grow(family, copy, *branch) : tell_failed(family, branch, run->day, &why);
    if (copy != NULL && copy->model != NULL) {
        run_clear(copy);
    }
    drop_sink(family, branch->owner);
    memory_free(copy);
    return status;
}

/* Lives a branch to its end; others leave it where they part. */
static enum status grow(const struct family *family, struct run *run, struct branch branch)
{
    struct error why = {0};
    enum status status = STATUS_OK;
    for (;;) {
        int32_t parts = next_parting(family, &branch);
        int32_t end = run->sim.end_day;
        status = live(family, run, parts < end ? parts : end, branch.count, &why);
        if (status == STATUS_OK && parts == INT32_MAX) {
            status = run_finish(run, &why);
        }
        if (status == STATUS_STOPPED) {
            return status;
        }
        if (status != STATUS_OK) {
            return tell_failed(family, &branch, run->day, &why);
        }
        if (parts == INT32_MAX) {
            return tell_done(family, &branch, run);
        }
        struct branch rest = branch;
        branch = split(family, &rest, branch.owner, parts);
        while (rest.count > 0) {
            struct branch other = split(family, &rest, rest.arms[0], parts);
            PASS(fork(family, run, branch.owner, &other));
        }
    }
}

/* A group of arms that begin alike. */
static enum status begin(const struct family *family, const struct branch *branch)
{
    const struct family_host *host = family->host;
    const struct scenario *scenario = &family->scenarios[branch->owner];
    struct panel_sink sink = {0};
    struct run *run = memory_alloc(1, sizeof *run);
    struct error why = {0};
    enum status status = run == NULL ? error_memory(&why, "a run") : STATUS_OK;
    if (status == STATUS_OK && host->sink != NULL) {
        status = host->sink(host->context, family->first + branch->owner, &sink, &why);
    }
    if (status == STATUS_OK) {
        status = run_init(run, scenario, family->means->threads, sink, false, &why);
    }
    status = status == STATUS_OK ? grow(family, run, *branch)
                                 : tell_failed(family, branch, scenario_first_day(scenario), &why);
    if (run != NULL && run->model != NULL) {
        run_clear(run);
    }
    drop_sink(family, branch->owner);
    memory_free(run);
    return status;
}

/* The scenario of each wanted arm; an arm whose scenario is wrong has failed. `*count` of `arms` are left. */
static enum status make_scenarios(const struct family *family, const bool *wanted, size_t *arms,
                                  size_t *count)
{
    *count = 0;
    for (size_t arm = 0; arm < family->experiment->arm_count; arm++) {
        struct error why = {0};
        struct scenario *scenario = &family->scenarios[arm];
        if (!wanted[arm]) {
            continue;
        }
        if (experiment_scenario(family->experiment, family->first + arm, scenario, &why) == STATUS_OK) {
            arms[(*count)++] = arm;
            continue;
        }
        struct branch alone = {&arm, 1, arm};
        PASS(tell_failed(family, &alone, scenario_first_day(&family->experiment->arms[arm].scenario), &why));
    }
    return STATUS_OK;
}

static enum status run_all(const struct family *family, const bool *wanted, size_t *arms)
{
    struct branch rest = {.arms = arms};
    PASS(make_scenarios(family, wanted, arms, &rest.count));
    while (rest.count > 0) {
        struct branch branch = split(family, &rest, rest.arms[0], INT32_MIN);
        PASS(begin(family, &branch));
    }
    return STATUS_OK;
}

enum status family_run(const struct experiment *experiment, const int32_t *partings, size_t number,
                       const bool *wanted, const struct family_means *means, struct error *error)
{
    size_t count = experiment->arm_count;
    size_t *arms = memory_alloc(count, sizeof *arms);
    struct family family = {
        .experiment = experiment,
        .partings = partings,
        .first = number * count,
        .means = means,
        .host = means->host,
        .scenarios = memory_alloc(count, sizeof *family.scenarios),
        .error = error,
    };
    enum status status = arms == NULL || family.scenarios == NULL
                             ? error_memory(error, "arms of an experiment")
                             : run_all(&family, wanted, arms);
    for (size_t arm = 0; family.scenarios != NULL && arm < count; arm++) {
        scenario_clear(&family.scenarios[arm]);
    }
    memory_free(family.scenarios);
    memory_free(arms);
    return status;
}
