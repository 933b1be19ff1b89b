/* A short table for people: figures of a run beside published ones, with their gap and source. */
#ifndef SIM_SUMMARY_H
#define SIM_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

struct summary_line {
    char section[64]; /* heading under which the line stands */
    char label[80];
    double value;
    char unit[24];
    int digits; /* after the point */
    bool has_published;
    double published;
    char source[96];
};

struct summary {
    struct summary_line *lines;
    size_t count;
    size_t capacity;
};

/* Adds a line; `source` NULL: nothing published to compare with. */
enum status summary_add(struct summary *summary, const char *section, const char *label, double value,
                        const char *unit, int digits, double published, const char *source,
                        struct error *error);
void summary_clear(struct summary *summary);

#endif
