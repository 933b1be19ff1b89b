/* What `compare --persons` says: groups of persons in two arms, as text, CSV or JSON. */
#ifndef SIM_CLI_COMPARE_PERSONS_H
#define SIM_CLI_COMPARE_PERSONS_H

#include <stdio.h>

#include "sim/cli/compare_table.h"
#include "sim/io/persons_compare.h"

struct persons_view {
    const struct loaded_batch *batch;
    const struct persons_comparison *comparison;
    double level;
    int32_t threshold; /* days */
};

/* What is asked for; `only` are figures, `along` traits, NULL: all of them, one by one. */
struct persons_options {
    const char *only;
    const char *along;
    const struct contrast *contrasts;
    size_t contrast_count;
    int32_t changed; /* days */
    double level;
    enum format format;
};

enum status persons_compare_and_print(FILE *out, struct loaded_batch *batch,
                                      const struct persons_options *options, struct error *error);

/* A table for each contrast and figure, 80 columns wide. */
void persons_print_text(FILE *out, const struct persons_view *view);

/* A record for each contrast and figure. */
void persons_print_records(FILE *out, const struct persons_view *view, enum format format);

/* "EUR/year": the unit of a row. */
enum { PERSONS_UNIT_MAX = 64 };
void persons_unit(const struct persons_view *view, const struct persons_row *row,
                  char unit[PERSONS_UNIT_MAX]);

#endif
