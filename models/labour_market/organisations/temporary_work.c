#include "models/labour_market/organisations/temporary_work.h"

#include "models/labour_market/state/contacts.h"
#include "models/labour_market/state/forms.h"
#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/part.h"
#include "sim/memory.h"

static uint32_t agencies_in(const struct world *w, size_t zone)
{
    double jobs = w->p->firms.jobs * world_zone(w, zone)->jobs_share;
    double agencies = jobs / w->p->interim.agency_jobs;
    return agencies < 1 ? 1 : (uint32_t)(agencies + 0.5);
}

/* How many there are in each zone: follows from parameters. */
static enum status create(struct world *w, struct error *error)
{
    w->zone_agency = memory_alloc(w->zone_count + 1, sizeof *w->zone_agency);
    if (w->zone_agency == NULL) {
        return error_memory(error, "temporary-work agencies");
    }
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        w->zone_agency[zone + 1] = w->zone_agency[zone] + agencies_in(w, zone);
    }
    return STATUS_OK;
}

enum status temporary_work_populate(struct world *w, struct error *error)
{
    struct employers *employers = &w->employers;
    size_t firms = employers->table.rows;
    enum status status;
    TRY(table_resize(&employers->table, firms + w->zone_agency[w->zone_count], error));
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        for (size_t a = firms + w->zone_agency[zone]; a < firms + w->zone_agency[zone + 1]; a++) {
            employers->row[a].form = FORM_TEMPORARY_WORK;
            employers->row[a].zone = (uint16_t)zone;
            employers->row[a].first_job = NO_JOB;
            employers->due[a] = NEVER;
            employers->next_task[a] = NEVER;
            employers->row[a].founded = w->sim->first_day;
        }
    }
out:
    return status;
}

uint32_t temporary_work_agency_of(const struct world *w, size_t firm)
{
    size_t zone = w->employers.row[firm].zone;
    size_t count = w->zone_agency[zone + 1] - w->zone_agency[zone];
    return (uint32_t)(world_firms(w) + w->zone_agency[zone] + rng_mix(firm) % count);
}

static void register_block(void *context, const struct span *span)
{
    struct world *w = context;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->registrations, group);
        const struct registration *registrations = letters.items;
        for (size_t k = 0; k < letters.count; k++) {
            contact_remember(w, letters.receiver, registrations[k].person);
        }
    }
}

enum status temporary_work_register(struct world *w, struct error *error)
{
    enum { AGENCIES_PER_BLOCK = 16 };
    enum status status;
    TRY(mailbox_close(&w->registrations, error));
    TRY(mailbox_sort(&w->registrations, (uint32_t)w->employers.table.rows, error));
    parallel_for(&w->sim->parallel, w->registrations.group_count, AGENCIES_PER_BLOCK, register_block, w);
out:
    return status;
}

static const struct param interim_params[] = {INTERIM_PARAMS(PARAM_ENTRY, struct interim_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, interim, "Temporary-work agencies.", interim_params),
};

static const struct part_box messages[] = {PART_BOX(registrations, registration)};

static void destroy(struct world *w)
{
    memory_free(w->zone_agency);
}

const struct part part_temporary_work = {
    .name = "temporary_work",
    PART_GROUPS(groups),
    PART_LIST(message, messages),
    .create = create,
    .destroy = destroy,
};
