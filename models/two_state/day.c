/* What happens in a day: those who are due change their state.
 *
 * A person in a state leaves it each day with a fixed probability, so a stay lasts a geometric number of
 * days. Drawing that number once, when the stay begins, gives the same law as a draw a day, and a day costs
 * a look at one column instead of a random number for each person. */
#include <string.h>

#include "models/two_state/two_state.h"

enum {
    DUE_PER_BLOCK = 512,
    FINISH_SLICE = 1 << 20 /* open spells that are posted at a time */
};

struct today {
    struct world *world;
    int32_t day;
};

static void post_spell(const struct world *world, const struct span *span, uint32_t person, int32_t end_day)
{
    struct spell *spell = panel_post(&world->sim->panels[PANEL_SPELLS], span);
    *spell = (struct spell){
        .person = person,
        .state = world->people.state[person],
        .first_day = world->people.since[person],
        .end_day = end_day,
    };
}

static void change_state(const struct today *today, const struct span *span, uint32_t person)
{
    struct world *world = today->world;
    struct people *people = &world->people;
    post_spell(world, span, person, today->day);

    bool hired = people->state[person] == UNEMPLOYED;
    *outputs_tally(&world->sim->outputs, hired ? OUTPUT_hires : OUTPUT_job_losses, span->thread) += 1;

    struct rng rng = rng_at(world->luck_wait, person, today->day);
    people->state[person] = hired ? EMPLOYED : UNEMPLOYED;
    people->since[person] = today->day;
    people->due[person] = stay_end(world, &rng, people->state[person], today->day);
}

/* A parallel phase: each person writes only its own row, its thread's tallies, and posts. */
static void act(void *context, const struct span *span)
{
    const struct today *today = context;
    const uint32_t *ids = today->world->due.ids;
    for (size_t i = span->begin; i < span->end; i++) {
        change_state(today, span, ids[i]);
    }
}

enum status two_state_step(void *stepped, int32_t day, struct error *error)
{
    struct world *world = stepped;
    const struct parallel *parallel = &world->sim->parallel;
    struct people *people = &world->people;
    struct panel *spells = &world->sim->panels[PANEL_SPELLS];
    struct today today = {world, day};
    enum status status = STATUS_OK;
    if (day == world->sim->start_day) {
        memcpy(people->state_before, people->state, people->table.rows); /* the first month begins */
    }
    TRY(due_sweep(&world->due, parallel, people->due, people->table.rows, day, error));
    TRY(panel_open(spells, parallel_blocks(world->due.count, DUE_PER_BLOCK), error));
    parallel_for(parallel, world->due.count, DUE_PER_BLOCK, act, &today);
    TRY(panel_close(spells, error));
out:
    return status;
}

/* The end: all spells are still open. Posted in slices, so that millions of people need little memory. */

struct slice {
    const struct world *world;
    size_t first_person;
};

static void post_open_spells(void *context, const struct span *span)
{
    const struct slice *slice = context;
    for (size_t i = span->begin; i < span->end; i++) {
        post_spell(slice->world, span, (uint32_t)(slice->first_person + i), DUE_NEVER);
    }
}

enum status two_state_finish(void *finished, int32_t day, struct error *error)
{
    (void)day;
    struct world *world = finished;
    struct panel *spells = &world->sim->panels[PANEL_SPELLS];
    enum status status = STATUS_OK;
    for (size_t first = 0; first < world->people.table.rows; first += FINISH_SLICE) {
        size_t left = world->people.table.rows - first;
        size_t count = left < FINISH_SLICE ? left : FINISH_SLICE;
        struct slice slice = {world, first};
        TRY(panel_open(spells, parallel_blocks(count, PARALLEL_BLOCK), error));
        parallel_for(&world->sim->parallel, count, PARALLEL_BLOCK, post_open_spells, &slice);
        TRY(panel_close(spells, error));
    }
out:
    return status;
}
