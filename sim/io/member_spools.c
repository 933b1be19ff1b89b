#include "sim/io/member_spools.h"

#include "sim/memory.h"

struct member_spool {
    size_t member;
    struct spool spool;
    struct member_spool *next;
};

static struct member_spool **place_of(struct member_spools *spools, size_t member)
{
    struct member_spool **place = &spools->first;
    while (*place != NULL && (*place)->member != member) {
        place = &(*place)->next;
    }
    return place;
}

static struct member_spool *find(struct member_spools *spools, size_t member)
{
    parallel_lock_take(&spools->lock);
    struct member_spool *found = *place_of(spools, member);
    parallel_lock_release(&spools->lock);
    return found;
}

const struct spool *member_spools_find(struct member_spools *spools, size_t member)
{
    const struct member_spool *found = find(spools, member);
    return found == NULL ? NULL : &found->spool;
}

enum status member_spools_begin(struct member_spools *spools, size_t member, struct panel_sink *sink,
                                struct error *error)
{
    struct member_spool *own = memory_alloc(1, sizeof *own);
    if (own == NULL) {
        return error_memory(error, "panels of a member");
    }
    own->member = member;
    enum status status = spool_init_nameless(&own->spool, spools->path, spools->model->panels,
                                             spools->model->panel_count, error);
    if (status != STATUS_OK) {
        memory_free(own);
        return status;
    }
    parallel_lock_take(&spools->lock);
    own->next = spools->first;
    spools->first = own;
    parallel_lock_release(&spools->lock);
    *sink = spool_sink(&own->spool);
    return STATUS_OK;
}

enum status member_spools_fork(struct member_spools *spools, size_t member, size_t from, struct run *run,
                               struct panel_sink *sink, struct error *error)
{
    for (size_t i = 0; i < run->model->panel_count; i++) {
        PASS(panel_flush(&run->sim.panels[i], error));
    }
    PASS(member_spools_begin(spools, member, sink, error));
    return spool_copy(&find(spools, member)->spool, &find(spools, from)->spool, error);
}

void member_spools_drop(struct member_spools *spools, size_t member)
{
    parallel_lock_take(&spools->lock);
    struct member_spool **place = place_of(spools, member);
    struct member_spool *gone = *place;
    if (gone != NULL) {
        *place = gone->next;
    }
    parallel_lock_release(&spools->lock);
    if (gone != NULL) {
        spool_clear(&gone->spool, false);
        memory_free(gone);
    }
}
