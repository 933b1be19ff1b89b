/* What is done with the state of a run as a whole: a second run goes on from it, it has a digest. */
#include "sim/digest.h"
#include "sim/memory.h"
#include "sim/past.h"
#include "sim/run.h"
#include "sim/state.h"

enum status run_fork(struct run *fork, struct run *run, const struct scenario *scenario, int threads,
                     struct panel_sink sink, struct error *error)
{
    enum status status = STATUS_OK;
    char *then = NULL;
    char *now = NULL;
    *fork = (struct run){0};
    scenario = scenario != NULL ? scenario : run->scenario;
    if (run->finished || scenario->run->end < run->day) {
        return error_set(error, STATUS_FAILED, "a run cannot be forked after its end");
    }
    TRY(past_text(run->scenario, run->changed_to, &then, error));
    TRY(past_text(scenario, run->changed_to, &now, error));
    TRY(past_compare("the forked run", then, now, error));
    TRY(run_init(fork, scenario, threads, sink, true, error));
    TRY(state_copy(fork, run, error));
    TRY(run_restored(fork, error));
out:
    memory_free(then);
    memory_free(now);
    return status;
}

uint64_t run_digest(struct run *run)
{
    struct state_piece piece;
    uint64_t digest = digest_bytes(0, &run->day, sizeof run->day);
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        outputs_gather(&run->sim.outputs, (enum output_axis)axis);
    }
    for (size_t i = 0; state_piece(run, i, &piece); i++) {
        digest = digest_bytes(digest, piece.data, piece.bytes);
    }
    return digest;
}
