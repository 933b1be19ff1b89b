#include "models/labour_market/state/contacts.h"

#include <string.h>

#include "models/labour_market/state/forms.h"
#include "models/labour_market/state/part.h"
#include "sim/memory.h"

/* As many as the tasks of a year nourish; of those who lend staff, their files. */
static uint32_t places_of(const struct world *w, size_t employer)
{
    enum { LEAST = 2, MOST = 60000 };
    if (employer_form(w, employer)->lends) {
        return employer_form(w, employer)->hosts ? 0 : (uint32_t)w->p->interim.known;
    }
    double sector_tasks = w->sector_tasks[w->employers.row[employer].sector];
    double tasks = w->employers.row[employer].reference * w->employers.row[employer].tasks * sector_tasks;
    double places = LEAST + tasks * w->p->tasks.circle;
    return places < MOST ? (uint32_t)places : MOST;
}

enum status contacts_populate(struct world *w, struct error *error)
{
    enum status status;
    uint32_t places = 0;
    for (size_t e = 0; e < w->employers.table.rows; e++) {
        w->employers.row[e].first_contact = places;
        w->employers.row[e].contact_places = (uint16_t)places_of(w, e);
        places += w->employers.row[e].contact_places;
    }
    TRY(table_resize(&w->contacts.table, places, error));
    for (size_t k = 0; k < places; k++) {
        w->contacts.person[k] = NOBODY;
    }
out:
    return status;
}

/* The people of a ring who were met last and for whom there are places, the oldest of them first; returns how
 * many. */
static uint32_t copy_newest(const uint32_t *ring, uint32_t size, uint32_t next, uint32_t *to, uint32_t places)
{
    uint32_t kept = 0;
    while (kept < size && kept < places && ring[(next + 2 * size - 1 - kept) % size] != NOBODY) {
        kept++;
    }
    for (uint32_t k = 0; k < kept; k++) {
        to[k] = ring[(next + 2 * size - kept + k) % size];
    }
    for (uint32_t k = kept; k < places; k++) {
        to[k] = NOBODY;
    }
    return kept;
}

enum status contacts_fit(struct world *w, struct error *error)
{
    enum status status = STATUS_OK;
    size_t before = w->contacts.table.rows;
    uint32_t places = 0;
    uint32_t *old = memory_alloc(before, sizeof *old);
    if (old == NULL) {
        TRY(error_memory(error, "contacts"));
    }
    memcpy(old, w->contacts.person, before * sizeof *old);
    for (size_t e = 0; e < w->employers.table.rows; e++) {
        places += places_of(w, e);
    }
    TRY(table_resize(&w->contacts.table, places, error));
    places = 0;
    for (size_t e = 0; e < w->employers.table.rows; e++) {
        struct employer *employer = &w->employers.row[e];
        uint32_t now = places_of(w, e);
        uint32_t kept = copy_newest(&old[employer->first_contact], employer->contact_places,
                                    employer->next_contact, &w->contacts.person[places], now);
        employer->first_contact = places;
        employer->contact_places = (uint16_t)now;
        employer->next_contact = (uint16_t)(kept < now ? kept : 0);
        places += now;
    }
out:
    memory_free(old);
    return status;
}

/* Whoever is in the ring already keeps the place. */
void contact_remember(struct world *w, size_t employer, uint32_t i)
{
    enum { LOOKED_AT = 64 };
    uint32_t *ring = &w->contacts.person[w->employers.row[employer].first_contact];
    uint32_t size = w->employers.row[employer].contact_places;
    uint16_t *next = &w->employers.row[employer].next_contact;
    uint32_t id = person_id(w, i);
    uint32_t at = *next;
    if (size == 0) {
        return;
    }
    for (uint32_t k = 0; k < size && k < LOOKED_AT; k++) {
        at = at > 0 ? at - 1 : size - 1;
        if (ring[at] == id) {
            return;
        }
    }
    ring[*next] = id;
    *next = (uint16_t)(*next + 1u < size ? *next + 1u : 0);
}

void contacts_forget(struct world *w, size_t employer)
{
    for (uint32_t k = 0; k < w->employers.row[employer].contact_places; k++) {
        w->contacts.person[w->employers.row[employer].first_contact + k] = NOBODY;
    }
}

static const struct column columns[] = {CONTACT_COLUMNS(TABLE_COLUMN, struct contacts)};
static const struct part_table tables[] = {PART_TABLE(contacts, columns)};

const struct part part_contacts = {
    .name = "contacts",
    PART_LIST(table, tables),
};
