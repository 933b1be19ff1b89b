#include "models/labour_market/market/hours_requests.h"

#include "models/labour_market/state/hours_wanted.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/transitions.h"

enum { FIRMS_PER_BLOCK = 64 };

enum status hours_requests_open(struct world *w, size_t blocks, struct error *error)
{
    return mailbox_open(&w->hours_requests, blocks, error);
}

void hours_request_tell(struct world *w, const struct span *span, size_t i, int32_t day)
{
    uint8_t hours = hours_preferred(w, i, day);
    if (hours != 0 && day - w->jobs.row[i].start >= w->p->hours.asked_after) {
        struct hours_request *request = mailbox_post(&w->hours_requests, span, w->jobs.row[i].place);
        *request = (struct hours_request){(uint32_t)i, hours};
    }
}

/* Posts that are open lapse at the next plan when the hours are there. */
static bool misses(const struct world *w, size_t firm, int32_t hours)
{
    const struct employer *row = &w->employers.row[firm];
    return row->core_wanted - row->core_hours - row->marginal_hours >= (hours + 1) / 2;
}

/* The answer on fewer hours is the same however often one asks. */
static bool reduces(const struct world *w, size_t job)
{
    struct rng rng = person_stream(w, STREAM_HOURS_REDUCED, job, w->jobs.row[job].start);
    return rng_chance(&rng, w->p->hours.reduced);
}

static bool grants(const struct world *w, size_t firm, const struct hours_request *request, int32_t day)
{
    int32_t more = request->hours - w->jobs.row[request->job].hours;
    struct rng rng = person_stream(w, STREAM_HOURS_RAISED, request->job, day);
    return more > 0 ? misses(w, firm, more) && rng_chance(&rng, w->p->hours.raised)
                    : more < 0 && reduces(w, request->job);
}

struct answering {
    struct world *w;
    int32_t day;
};

static void answer_block(void *context, const struct span *span)
{
    const struct answering *answering = context;
    struct world *w = answering->w;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->hours_requests, group);
        const struct hours_request *requests = letters.items;
        for (size_t k = 0; k < letters.count; k++) {
            if (grants(w, letters.receiver, &requests[k], answering->day)) {
                transition_hours(w, span, requests[k].job, answering->day, requests[k].hours);
            }
        }
    }
}

enum status hours_requests_settle(struct world *w, int32_t day, struct error *error)
{
    struct answering answering = {w, day};
    struct mailbox *box = &w->hours_requests;
    enum status status;
    TRY(mailbox_close(box, error));
    TRY(mailbox_sort(box, (uint32_t)w->employers.table.rows, error));
    TRY(transitions_open(w, parallel_blocks(box->group_count, FIRMS_PER_BLOCK), error));
    parallel_for(&w->sim->parallel, box->group_count, FIRMS_PER_BLOCK, answer_block, &answering);
    TRY(transitions_close(w, error));
out:
    return status;
}

static const struct param hours_params[] = {HOURS_PARAMS(PARAM_ENTRY, struct hours_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, hours, "Weekly hours that people want.", hours_params),
};

static const struct part_stream streams[] = {HOURS_STREAMS(PART_STREAM)};
static const struct part_box messages[] = {PART_BOX(hours_requests, hours_request)};

const struct part part_hours = {
    .name = "hours",
    PART_GROUPS(groups),
    PART_LIST(stream, streams),
    PART_LIST(message, messages),
};
