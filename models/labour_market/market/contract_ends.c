#include "models/labour_market/market/contract_ends.h"

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/wages.h"
#include "models/labour_market/market/partings.h"
#include "models/labour_market/organisations/temporary_work.h"
#include "models/labour_market/state/contacts.h"
#include "models/labour_market/state/person.h"
#include "sim/memory.h"
#include "sim/real.h"

enum { FIRMS_PER_BLOCK = 64 };

/* Pay on an open-ended contract of someone who was paid less because of the contract, such as an apprentice.
 */
static int32_t converted_wage(const struct world *w, size_t i)
{
    const struct jobs *jobs = &w->jobs;
    double raise = world_contract(w, w->cdi)->pay / world_contract(w, jobs->row[i].contract)->pay;
    int32_t wage = raise > 1 ? (int32_t)(jobs->row[i].pay * raise + 0.5) : jobs->row[i].pay;
    int32_t least = wage_floor(w, jobs->row[i].place, w->cdi);
    return wage > least ? wage : least;
}

/* The employer keeps the person in mind; one that is not the place of work hears of it by letter. */
static void close_contract(struct world *w, const struct span *span, size_t i, int32_t day)
{
    const struct jobs *jobs = &w->jobs;
    if (job_is_lent(w, i)) {
        struct registration *registration = mailbox_post(&w->registrations, span, jobs->row[i].employer);
        registration->person = (uint32_t)i;
    } else {
        contact_remember(w, jobs->row[i].place, (uint32_t)i);
    }
    transition_part(w, span, i, day, REASON_TERM, STATUS_UNEMPLOYED);
}

/* The firm keeps whom it would have to look for otherwise. Someone still at school is not kept, who was
 * trained here may be: that is what the training was for. */
static bool may_convert(const struct world *w, size_t i, struct rng *rng)
{
    const struct people *people = &w->people;
    const struct jobs *jobs = &w->jobs;
    bool keep = rng_chance(rng, w->p->staffing.convert);
    uint32_t firm = jobs->row[i].place;
    int32_t own = jobs->row[i].need == NEED_CORE ? jobs->row[i].hours : 0;
    int32_t missing = w->employers.row[firm].core_wanted - (w->employers.row[firm].core_hours - own);
    bool free =
        status_role(people->row[i].status) == ROLE_TRAINING || people->row[i].school_end <= jobs->row[i].end;
    return keep && free && world_contract(w, w->cdi)->allowed && jobs->row[i].need != NEED_TASK &&
           posting_is_due(w, firm, missing) && people->row[i].retire_day > jobs->row[i].end;
}

static bool may_renew(const struct world *w, size_t i, struct rng *rng, int32_t left)
{
    bool mission = job_is_lent(w, i);
    bool again = rng_chance(rng, mission ? w->p->interim.renew : w->p->staffing.renew);
    uint32_t firm = w->jobs.row[i].place;
    const struct contract *contract = world_contract(w, w->jobs.row[i].contract);
    int32_t others = w->employers.row[firm].peak_hours - w->jobs.row[i].hours;
    return again && left > 0 && w->jobs.row[i].need == NEED_PEAK && contract->allowed &&
           w->jobs.row[i].renewals < contract->renewals &&
           posting_is_due(w, firm, w->employers.row[firm].peak_wanted - others);
}

static void end_contract(struct world *w, const struct span *span, size_t i, int32_t day)
{
    const struct jobs *jobs = &w->jobs;
    struct rng rng = person_stream(w, STREAM_CONTRACT_END, i, day);
    int32_t left = contract_days_left(w, jobs->row[i].contract, day - jobs->row[i].start);
    bool convertible = may_convert(w, i, &rng);
    bool renewable = may_renew(w, i, &rng, left);
    if (convertible) {
        transition_convert(w, span, i, day, converted_wage(w, i));
    } else if (renewable) {
        transition_renew(w, span, i, day, contract_peak_length(w, &rng, job_is_lent(w, i), left));
    } else {
        close_contract(w, span, i, day);
    }
}

struct ending {
    struct world *w;
    int32_t day;
};

static void tell_firms(void *context, const struct span *span)
{
    const struct ending *ending = context;
    struct world *w = ending->w;
    const uint32_t *ids = w->due_people.ending.receiver;
    for (size_t k = span->begin; k < span->end; k++) {
        people_fetch_ahead(w, ids, k, span->end);
        parting_tell(w, span, ids[k], REASON_TERM, STATUS_UNEMPLOYED);
    }
}

static void settle_firms(void *context, const struct span *span)
{
    const struct ending *ending = context;
    const struct mailbox *leaves = &ending->w->leaves;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(leaves, group);
        const struct leave *ends = letters.items;
        for (size_t k = 0; k < letters.count; k++) {
            partings_fetch_ahead(ending->w, leaves->group_begin[group] + k, leaves->group_begin[span->end]);
            end_contract(ending->w, span, ends[k].job, ending->day);
        }
    }
}

enum status contracts_end(struct world *w, int32_t day, struct error *error)
{
    struct ending ending = {w, day};
    enum status status;
    TRY(mailbox_open(&w->leaves, parallel_blocks(w->due_people.ending.count, PARALLEL_BLOCK), error));
    parallel_for(&w->sim->parallel, w->due_people.ending.count, PARALLEL_BLOCK, tell_firms, &ending);
    TRY(mailbox_close(&w->leaves, error));
    TRY(mailbox_sort(&w->leaves, (uint32_t)w->employers.table.rows, error));
    size_t blocks = parallel_blocks(w->leaves.group_count, FIRMS_PER_BLOCK);
    TRY(transitions_open(w, blocks, error));
    TRY(mailbox_open(&w->registrations, blocks, error));
    parallel_for(&w->sim->parallel, w->leaves.group_count, FIRMS_PER_BLOCK, settle_firms, &ending);
    TRY(transitions_close(w, error));
    TRY(temporary_work_register(w, error));
out:
    return status;
}

static const struct part_stream streams[] = {CONTRACT_END_STREAMS(PART_STREAM)};

const struct part part_contract_ends = {
    .name = "contract_ends",
    PART_LIST(stream, streams),
};
