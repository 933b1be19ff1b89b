/* Every parameter of a scenario as a line of texts: for the record in results and for telling scenarios
 * apart.
 *
 * Rows of a table are listed as "table.row.field", where a row without a name goes by its number. */
#ifndef SIM_IO_PARAMETER_LIST_H
#define SIM_IO_PARAMETER_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/run.h"

struct parameter_line {
    char *path;
    char *value;
    char *fallback; /* as `value` would be written; empty where a scenario must give it */
    const struct param *param;
    int set; /* of the scenario: SCENARIO_SET_RUN, ... */
};

struct parameter_list {
    struct parameter_line *lines;
    size_t count;
};

/* `parameter_list_clear` is legal after a failure. */
enum status parameter_list_init(struct parameter_list *list, const struct scenario *scenario,
                                struct error *error);
void parameter_list_clear(struct parameter_list *list);

/* Goes on with a digest (0 at first): FNV-1a over the text and its final zero, so that neighbours cannot be
 * confused. */
uint64_t digest_text(uint64_t digest, const char *text);

/* A 64-bit digest of all that decides what a run does: model, values, dated changes. Targets, titles,
 * comments and the layout of files do not count. */
enum status scenario_digest(const struct scenario *scenario, uint64_t *digest, struct error *error);

#endif
