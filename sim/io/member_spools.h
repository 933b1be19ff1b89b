/* Spools of the members that are running and whose panels are kept: rows on their way, in files without names
 * in the folder of the result, which go when a member is done, or with the program. A member that goes on
 * from where another one is begins with a copy of its rows. Members of several threads. */
#ifndef SIM_IO_MEMBER_SPOOLS_H
#define SIM_IO_MEMBER_SPOOLS_H

#include <stddef.h>

#include "sim/io/spool.h"
#include "sim/parallel.h"
#include "sim/run.h"

struct member_spool;

/* Zeroed but for the first two, it has none. */
struct member_spools {
    const char *path; /* of the result; borrowed */
    const struct model *model;
    struct member_spool *first;
    struct parallel_lock lock;
};

/* The sink of a member that begins. */
enum status member_spools_begin(struct member_spools *spools, size_t member, struct panel_sink *sink,
                                struct error *error);

/* The sink of a member that begins with what `run`, which has the sink of `from`, has posted so far. */
enum status member_spools_fork(struct member_spools *spools, size_t member, size_t from, struct run *run,
                               struct panel_sink *sink, struct error *error);

/* NULL: the member has none. */
const struct spool *member_spools_find(struct member_spools *spools, size_t member);

/* Lets go of what a member has spooled, if anything. */
void member_spools_drop(struct member_spools *spools, size_t member);

#endif
