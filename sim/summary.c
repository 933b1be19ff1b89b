#include "sim/summary.h"

#include <stdio.h>

#include "sim/memory.h"

enum status summary_add(struct summary *summary, const char *section, const char *label, double value,
                        const char *unit, int digits, double published, const char *source,
                        struct error *error)
{
    if (summary->count == summary->capacity) {
        size_t capacity = summary->capacity / 2 * 3 + 16;
        struct summary_line *grown =
            memory_grow(summary->lines, summary->count, capacity, sizeof *summary->lines);
        if (grown == NULL) {
            return error_memory(error, "summary");
        }
        summary->lines = grown;
        summary->capacity = capacity;
    }
    struct summary_line *line = &summary->lines[summary->count++];
    *line = (struct summary_line){.value = value, .digits = digits};
    snprintf(line->section, sizeof line->section, "%s", section);
    snprintf(line->label, sizeof line->label, "%s", label);
    snprintf(line->unit, sizeof line->unit, "%s", unit);
    if (source != NULL) {
        line->has_published = true;
        line->published = published;
        snprintf(line->source, sizeof line->source, "%s", source);
    }
    return STATUS_OK;
}

void summary_clear(struct summary *summary)
{
    memory_free(summary->lines);
    *summary = (struct summary){0};
}
