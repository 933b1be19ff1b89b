#include "sim/batch.h"

#include <stdatomic.h>

#include "sim/memory.h"
#include "sim/memory_room.h"
#include "sim/parallel.h"

/* Of one thread; a cache line and more of its own. */
struct station {
    struct family_days days;
    enum status status;
    struct error error;
};

struct loop {
    const struct batch *batch;
    const size_t *families; /* numbers of those with a wanted member */
    struct station *stations;
    atomic_bool stopped;
};

static bool is_wanted(const struct batch *batch, size_t family)
{
    size_t arms = batch->experiment->arm_count;
    for (size_t arm = 0; arm < arms; arm++) {
        if (batch->wanted[family * arms + arm]) {
            return true;
        }
    }
    return false;
}

/* How many runs, one after the other on all threads, take no longer than one on its own thread: about. */
static size_t worth_of(int threads)
{
    enum { MOST = 8 }; /* more threads hardly make a run faster */
    int worth = 1 + 3 * (threads - 1) / 4;
    return (size_t)(worth < MOST ? worth : MOST);
}

struct batch_plan batch_plan(const struct batch *batch)
{
    struct batch_plan plan = {.jobs = batch->jobs < batch->threads ? batch->jobs : batch->threads};
    for (size_t family = 0; family < experiment_families(batch->experiment); family++) {
        plan.families += is_wanted(batch, family);
    }
    size_t rest = plan.families % (size_t)plan.jobs;
    plan.alone = plan.jobs == 1 ? plan.families : rest <= worth_of(batch->threads) ? rest : 0;
    return plan;
}

int batch_jobs(const struct experiment *experiment, int threads, long room)
{
    const struct scenario *scenario = &experiment->arms[0].scenario;
    int states = experiment->arm_count > 1 ? 2 : 1;
    if (scenario->model->effort == NULL) {
        return threads;
    }
    struct effort effort = scenario->model->effort(scenario->sets[SCENARIO_SET_MODEL].values);
    return memory_room_for(room, effort.bytes * states, threads);
}

static void run_one(struct loop *loop, size_t index, int thread, int threads)
{
    const struct batch *batch = loop->batch;
    struct station *station = &loop->stations[thread];
    const struct family_means means = {thread, threads, batch->host, &station->days};
    size_t family = loop->families[index];
    if (atomic_load(&loop->stopped)) {
        return;
    }
    enum status status =
        family_run(batch->experiment, batch->partings, family,
                   batch->wanted + family * batch->experiment->arm_count, &means, &station->error);
    if (status != STATUS_OK) {
        station->status = status;
        atomic_store(&loop->stopped, true);
    }
}

static void run_span(void *context, const struct span *span)
{
    for (size_t i = span->begin; i < span->end; i++) {
        run_one(context, i, span->thread, 1);
    }
}

/* The worst that happened, and how much was done. */
static enum status collect(const struct loop *loop, struct family_days *days, struct error *error)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < loop->batch->threads; i++) {
        const struct station *station = &loop->stations[i];
        days->lived += station->days.lived;
        days->shared += station->days.shared;
        if (station->status != STATUS_OK && (status == STATUS_OK || status == STATUS_STOPPED)) {
            status = station->status;
            *error = station->error;
        }
    }
    return status;
}

static void run_all(struct loop *loop, size_t *families)
{
    const struct batch *batch = loop->batch;
    const struct batch_plan plan = batch_plan(batch);
    const struct parallel parallel = {plan.jobs};
    size_t count = 0;
    for (size_t family = 0; family < experiment_families(batch->experiment); family++) {
        if (is_wanted(batch, family)) {
            families[count++] = family;
        }
    }
    parallel_for(&parallel, count - plan.alone, 1, run_span, loop);
    for (size_t i = count - plan.alone; i < count; i++) {
        run_one(loop, i, 0, batch->threads);
    }
}

enum status batch_run(const struct batch *batch, struct family_days *days, struct error *error)
{
    size_t families = experiment_families(batch->experiment);
    size_t *numbers = memory_alloc(families, sizeof *numbers);
    struct station *stations = memory_alloc((size_t)batch->threads, sizeof *stations);
    struct loop loop = {.batch = batch, .families = numbers, .stations = stations};
    enum status status = STATUS_OK;
    if (numbers == NULL || stations == NULL) {
        status = error_memory(error, "members of an experiment");
    } else {
        run_all(&loop, numbers);
        status = collect(&loop, days, error);
    }
    memory_free(stations);
    memory_free(numbers);
    return status;
}
