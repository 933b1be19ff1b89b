#include "models/labour_market/known.h"

#include "models/labour_market/person.h"

static uint32_t agencies_in(const struct world *w, size_t zone)
{
    double jobs = w->p->firms.jobs * world_zone(w, zone)->jobs_share;
    double agencies = jobs / w->p->interim.agency_jobs;
    return agencies < 1 ? 1 : (uint32_t)(agencies + 0.5);
}

enum status agencies_init(struct world *w, struct error *error)
{
    w->zone_agency = memory_alloc(w->zone_count + 1, sizeof *w->zone_agency);
    if (w->zone_agency == NULL) {
        return error_memory(error, "agencies");
    }
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        uint32_t next = w->zone_agency[zone] + agencies_in(w, zone);
        w->zone_agency[zone + 1] = next < NO_AGENCY ? next : NO_AGENCY;
    }
    return STATUS_OK;
}

uint16_t agency_of_firm(const struct world *w, size_t firm)
{
    size_t zone = w->firms.zone[firm];
    uint32_t count = w->zone_agency[zone + 1] - w->zone_agency[zone];
    if (count == 0) { /* more agencies than there are numbers: the last one serves all further zones */
        return NO_AGENCY - 1;
    }
    return (uint16_t)(w->zone_agency[zone] + rng_mix(firm) % count);
}

/* As many as the tasks of a year nourish. */
static uint32_t ring_of_firm(const struct world *w, size_t firm)
{
    enum { LEAST = 2, MOST = 60000 };
    double tasks = w->firms.reference[firm] * w->firms.tasks[firm];
    double places = LEAST + tasks * w->p->tasks.circle;
    return places < MOST ? (uint32_t)places : MOST;
}

enum status known_populate(struct world *w, struct error *error)
{
    enum status status;
    uint32_t agencies = w->zone_agency[w->zone_count];
    uint32_t places = agencies * (uint32_t)w->p->interim.known;
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        w->firms.known[f] = places;
        w->firms.known_size[f] = (uint16_t)ring_of_firm(w, f);
        places += w->firms.known_size[f];
    }
    TRY(table_resize(&w->agencies.table, agencies, error));
    TRY(table_resize(&w->known.table, places, error));
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        for (uint32_t a = w->zone_agency[zone]; a < w->zone_agency[zone + 1]; a++) {
            w->agencies.known[a] = a * (uint32_t)w->p->interim.known;
            w->agencies.zone[a] = (uint16_t)zone;
        }
    }
    for (size_t k = 0; k < places; k++) {
        w->known.person[k] = NOBODY;
    }
out:
    return status;
}

/* Whoever is in the ring already keeps the place. */
static void remember(uint32_t *ring, uint32_t size, uint16_t *next, uint32_t id)
{
    enum { LOOKED_AT = 64 };
    uint32_t at = *next;
    for (uint32_t k = 0; k < size && k < LOOKED_AT; k++) {
        at = at > 0 ? at - 1 : size - 1;
        if (ring[at] == id) {
            return;
        }
    }
    ring[*next] = id;
    *next = (uint16_t)(*next + 1u < size ? *next + 1u : 0);
}

void known_remember_firm(struct world *w, size_t firm, uint32_t i)
{
    struct firms *firms = &w->firms;
    remember(&w->known.person[firms->known[firm]], firms->known_size[firm], &firms->known_next[firm],
             person_id(w, i));
}

static void register_block(void *context, const struct span *span)
{
    struct world *w = context;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->registrations, group);
        const struct registration *registrations = letters.items;
        size_t a = letters.receiver;
        for (size_t k = 0; k < letters.count; k++) {
            remember(&w->known.person[w->agencies.known[a]], (uint32_t)w->p->interim.known,
                     &w->agencies.known_next[a], person_id(w, registrations[k].person));
        }
    }
}

enum status known_register(struct world *w, struct error *error)
{
    enum { AGENCIES_PER_BLOCK = 16 };
    enum status status;
    TRY(mailbox_close(&w->registrations, error));
    TRY(mailbox_sort(&w->registrations, (uint32_t)w->agencies.table.rows, error));
    parallel_for(&w->sim->parallel, w->registrations.group_count, AGENCIES_PER_BLOCK, register_block, w);
out:
    return status;
}
