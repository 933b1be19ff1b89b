/* What became of the members of an experiment. */
#ifndef SIM_IO_MEMBER_TABLE_H
#define SIM_IO_MEMBER_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

enum member_status { MEMBER_MISSING, MEMBER_DONE, MEMBER_FAILED, MEMBER_STATUSES };

/* "missing", "done", "failed". */
const char *member_status_name(enum member_status status);

struct member_table {
    size_t count;
    uint8_t *status;  /* [count] enum member_status */
    uint64_t *digest; /* [count] run_digest at the end; 0 unless done */
    char **why;       /* [count] why it failed, NULL: it did not */
};

/* All are missing. `member_table_clear` is legal after a failure and on a zeroed table. */
enum status member_table_init(struct member_table *table, size_t count, struct error *error);
void member_table_clear(struct member_table *table);

/* Notes what became of a member, in place of what was noted before. */
void member_table_done(struct member_table *table, size_t member, uint64_t digest);
enum status member_table_failed(struct member_table *table, size_t member, const char *why,
                                struct error *error);

/* How many have a status. */
size_t member_table_count(const struct member_table *table, enum member_status status);

#endif
