#include "sim/repeat.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/digest.h"
#include "sim/memory.h"
#include "sim/past.h"
#include "sim/text.h"

/* Lines that a repeat may have otherwise. */
static bool is_free(const char *line)
{
    static const char *const names[] = {
        "run.seed = ", "run.population_seed = ", "run.luck = ", "run.daily = ", "run.panels = "};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        found |= strncmp(line, names[i], strlen(names[i])) == 0;
    }
    return found;
}

enum status repeat_text(const struct scenario *scenario, char **text, struct error *error)
{
    struct text_buffer lines = {0};
    char end[11];
    char *past;
    *text = NULL;
    PASS(past_text(scenario, scenario->run->end, &past, error));
    for (const char *line = past; *line != '\0';) {
        size_t length = strcspn(line, "\n") + 1;
        if (!is_free(line)) {
            text_buffer_add(&lines, line, length);
        }
        line += length;
    }
    memory_free(past);
    date_format(scenario->run->end, end);
    text_buffer_format(&lines, "run.end = %s\n", end);
    enum status status = text_buffer_status(&lines, error);
    if (status == STATUS_OK) {
        *text = lines.text;
    } else {
        text_buffer_clear(&lines);
    }
    return status;
}

uint64_t repeat_digest(const char *text, const struct scenario *scenario)
{
    const struct run_params *run = scenario->run;
    const int64_t seeds[] = {run->seed, run->population_seed, run->luck};
    return digest_bytes(digest_text(0, text), seeds, sizeof seeds);
}

void repeat_difference(const char *text, const char *other, char *difference, size_t size)
{
    size_t length = strcspn(text, "\n");
    while (*text != '\0' && strncmp(text, other, length + 1) == 0) {
        text += length + 1;
        other += length + 1;
        length = strcspn(text, "\n");
    }
    size_t there = strcspn(other, "\n");
    const char *equals = strstr(text, " = ");
    size_t name = equals != NULL && equals < text + length ? (size_t)(equals - text) + 3 : 0;
    if (name != 0 && strncmp(text, other, name) == 0) {
        snprintf(difference, size, "%.*s and %.*s", (int)length, text, (int)(there - name), other + name);
    } else { /* the line of a change, or of a row */
        snprintf(difference, size, "%.*s", (int)(length > 0 ? length : there), length > 0 ? text : other);
    }
}
