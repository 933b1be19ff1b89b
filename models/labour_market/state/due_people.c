#include "models/labour_market/state/due_people.h"

#include "models/labour_market/state/part.h"
#include "models/labour_market/state/person.h"

struct listing {
    struct world *w;
    int32_t day;
};

static void list_block(void *context, const struct span *span)
{
    const struct listing *listing = context;
    struct world *w = listing->w;
    const struct people *people = &w->people;
    struct due_people *due = &listing->w->due_people;
    for (size_t k = span->begin; k < span->end; k++) {
        uint32_t i = due->due.ids[k];
        people_fetch_ahead(w, due->due.ids, k, span->end);
        bool ends = person_job_ends(w, i) <= listing->day;
        bool lives = people->row[i].event_day <= listing->day || job_next_quit(w, i) <= listing->day;
        bool searches = people->row[i].next_search <= listing->day;
        if (ends) {
            mailbox_post(&due->ending, span, i);
        }
        if (lives) {
            mailbox_post(&due->living, span, i);
        }
        if (searches) {
            mailbox_post(&due->searching, span, i);
        }
        if (!ends && !lives && !searches) { /* the job to be given up today has ended before */
            person_reschedule(w, i);
        }
    }
}

enum status due_people_make(struct world *w, int32_t day, struct error *error)
{
    struct due_people *due = &w->due_people;
    struct listing listing = {w, day};
    enum status status;
    TRY(due_sweep(&due->due, &w->sim->parallel, w->people.due, w->people.table.rows, day, error));
    size_t blocks = parallel_blocks(due->due.count, PARALLEL_BLOCK);
    TRY(mailbox_open(&due->ending, blocks, error));
    TRY(mailbox_open(&due->living, blocks, error));
    TRY(mailbox_open(&due->searching, blocks, error));
    parallel_for(&w->sim->parallel, due->due.count, PARALLEL_BLOCK, list_block, &listing);
    TRY(mailbox_close(&due->ending, error));
    TRY(mailbox_close(&due->living, error));
    TRY(mailbox_close(&due->searching, error));
out:
    return status;
}

/* The ids are the receivers of messages without content. */
static const struct part_box messages[] = {
    {offsetof(struct world, due_people.ending), 0},
    {offsetof(struct world, due_people.living), 0},
    {offsetof(struct world, due_people.searching), 0},
};

static void destroy(struct world *w)
{
    due_list_clear(&w->due_people.due);
}

const struct part part_due_people = {
    .name = "due_people",
    PART_LIST(message, messages),
    .destroy = destroy,
};
