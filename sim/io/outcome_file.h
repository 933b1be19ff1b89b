/* The list of known outcomes: a CSV file.
 *
 *     id,experiment,arm,figure,period,expressed,low,high,what,source,confidence
 *     ban,bans.cfg,neither,stock[state=well|ill],2018,percent,-8,0,people of both states,theory,D
 *
 * Columns may stand in any order; docs/validation.md has all of them. A row without an experiment is known
 * but cannot be asked yet; its column `missing` says for want of what. */
#ifndef SIM_IO_OUTCOME_FILE_H
#define SIM_IO_OUTCOME_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/csv_file.h"
#include "sim/outcome.h"

enum outcome_column {
    OUTCOME_ID,
    OUTCOME_EXPERIMENT, /* file, meant in the folder of the list */
    OUTCOME_ARM,
    OUTCOME_BASELINE, /* empty: the first arm */
    OUTCOME_FIGURE,
    OUTCOME_OVER,   /* of a multiplier: the other figure */
    OUTCOME_PERIOD, /* empty: of measures, and of what is written at the end */
    OUTCOME_EXPRESSED,
    OUTCOME_PER, /* of an elasticity */
    OUTCOME_LOW,
    OUTCOME_HIGH,
    OUTCOME_UNIT,
    OUTCOME_WHAT, /* the figure for people */
    OUTCOME_SOURCE,
    OUTCOME_CONFIDENCE,
    OUTCOME_MISSING,
    OUTCOME_COLUMNS
};

struct known_outcome {
    const char *text[OUTCOME_COLUMNS]; /* of its cells; never NULL */
    struct place place[OUTCOME_COLUMNS];
    bool asked; /* it has an experiment */
    struct outcome_range range;
    bool dated;
    int32_t first_day; /* of the period */
    int32_t last_day;
};

struct outcome_file {
    struct csv_file csv;
    size_t columns[OUTCOME_COLUMNS]; /* where each stands; csv.columns: nowhere */
    struct known_outcome *rows;
    size_t count;
};

/* The name of a column. */
const char *outcome_column_name(enum outcome_column column);

/* Reads `name`, which must outlive `file`. STATUS_INPUT with the cell that is wrong. `outcome_file_clear` is
 * legal after a failure and on a zeroed struct. */
enum status outcome_file_read(struct outcome_file *file, const char *name, struct error *error);
void outcome_file_clear(struct outcome_file *file);

#endif
