/* What the tables of one run and of several share: lines of a scorecard in their sections, with labels, and
 * notes that say what each figure is and where it is published. */
#ifndef SIM_CLI_SCORE_SECTIONS_H
#define SIM_CLI_SCORE_SECTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/cli/terminal.h"
#include "sim/score.h"

enum { SCORE_COLUMNS = 80 };

struct score_sections {
    FILE *out;
    const struct score *score;
    struct terminal terminal;
    int label;            /* columns of labels */
    int label_rest;       /* columns of what does not fit there and goes on below the figures */
    const char *headings; /* of the figures, as wide as they are */
    /* Prints the figures of a line, without the end of the line. */
    void (*figures)(const struct score_sections *sections, size_t line);
    const void *context; /* of `figures` */
};

/* A table for each section. With `definitions`, notes stand below each and a legend at the end. */
void score_sections_print(const struct score_sections *sections, bool definitions);

/* The published figure of a line with all its digits; empty without one. */
void score_published_text(char *text, size_t size, const struct score_line *line);

/* "  pass" or "  miss", which is red on a terminal. */
void score_print_verdict(const struct score_sections *sections, bool within);

#endif
