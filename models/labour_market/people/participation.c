#include "models/labour_market/people/participation.h"

#include "models/labour_market/people/life_table.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "models/labour_market/state/thread_counts.h"
#include "sim/real.h"

/* What is counted of each sex and age group, of those who have left school and not retired. */
enum { PEOPLE, ACTIVE, COUNTED };
enum { MONTHS_PER_YEAR = 12 };

struct participation {
    int64_t *counts; /* [threads][2 x age groups][COUNTED] */
};

static struct participation *state_of(const struct world *w)
{
    return part_state(w, &part_participation);
}

static size_t cell_count(const struct world *w)
{
    return 2 * w->age_count * COUNTED;
}

struct count {
    const struct world *w;
    int64_t *counts;
    int32_t day;
};

static void count_block(void *context, const struct span *span)
{
    const struct count *count = context;
    const struct world *w = count->w;
    int64_t *counts = thread_counts_of(count->counts, cell_count(w), span->thread);
    for (size_t i = span->begin; i < span->end; i++) {
        const struct person *person = &w->people.row[i];
        if (person->school_end <= count->day && person->retire_day > count->day) {
            size_t row = person->female + 2 * age_group_of(w, person_age(w, i, count->day));
            counts[row * COUNTED + PEOPLE]++;
            counts[row * COUNTED + ACTIVE] +=
                status_employed(person->status) || person->status == STATUS_UNEMPLOYED;
        }
    }
}

static void count_people(struct world *w, int32_t day)
{
    int64_t *counts = state_of(w)->counts;
    struct count count = {w, counts, day};
    thread_counts_clear(w, counts, cell_count(w));
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, count_block, &count);
    thread_counts_sum(w, counts, cell_count(w));
}

static double log_odds(double yes, double no)
{
    return real_log(yes) - real_log(no);
}

/* The rate follows the odds that are missing. Who nobody asks to be active keeps the first rate; and no rate
 * becomes so high that all are back within a week, or so low that it could not rise again. */
static double moved(const struct world *w, double rate, double asked, const int64_t *counts)
{
    const double least = 0.001, most = 50;
    if (asked <= 0 || asked >= 1 || counts[PEOPLE] == 0) {
        return rate;
    }
    /* half a person on either side keeps the odds finite */
    double active = (double)counts[ACTIVE] + 0.5, outside = (double)(counts[PEOPLE] - counts[ACTIVE]) + 0.5;
    double missing = log_odds(asked, 1 - asked) - log_odds(active, outside);
    double now =
        (rate > least ? rate : least) * real_exp(w->p->lives.participation_pace / MONTHS_PER_YEAR * missing);
    return now < least ? least : now < most ? now : most;
}

void participation_settle(struct world *w, int32_t day)
{
    if (day >= w->sim->start_day || w->p->lives.participation_pace <= 0) {
        return;
    }
    count_people(w, day);
    for (size_t row = 0; row < 2 * w->age_count; row++) {
        double asked = life_activity(w, row % 2, row / 2).active;
        w->returns.rate[row] = moved(w, w->returns.rate[row], asked, state_of(w)->counts + row * COUNTED);
    }
}

static enum status create(struct world *w, struct error *error)
{
    state_of(w)->counts = thread_counts_alloc(w, cell_count(w));
    return state_of(w)->counts == NULL ? error_memory(error, "participation") : STATUS_OK;
}

static void destroy(struct world *w)
{
    memory_free(state_of(w)->counts);
}

const struct part part_participation = {
    .name = "participation",
    .state_size = sizeof(struct participation),
    .create = create,
    .destroy = destroy,
};
