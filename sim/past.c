#include "sim/past.h"

#include <string.h>

#include "sim/date.h"
#include "sim/memory.h"
#include "sim/text.h"

enum status past_text(const struct scenario *scenario, int32_t day, char **text, struct error *error)
{
    struct text_buffer lines = {0};
    text_buffer_format(&lines, "model = %s\n", scenario->model->name);
    for (int s = 0; s < SCENARIO_SET_TARGETS; s++) {
        for (struct param_slot slot = {0}; param_next(&scenario->sets[s], &slot);) {
            char path[PARAM_PATH_MAX];
            char value[PARAM_NOTE_MAX];
            param_path(&slot, path);
            param_format(&scenario->sets[s], &slot, value, sizeof value);
            if (strcmp(path, "run.end") != 0) {
                text_buffer_format(&lines, "%s = %s\n", path, value);
            }
        }
    }
    for (size_t i = 0; i < scenario->changes.count && scenario->changes.changes[i].day <= day; i++) {
        const struct change *change = &scenario->changes.changes[i];
        char date[11];
        date_format(change->day, date);
        text_buffer_format(&lines, "%s from %s on = %s\n", change->path, date, change->value);
    }
    enum status status = text_buffer_status(&lines, error);
    *text = status == STATUS_OK ? lines.text : NULL;
    if (status != STATUS_OK) {
        text_buffer_clear(&lines);
    }
    return status;
}

/* Length of the line at `text` without its end, and of the name that it begins with. */
static size_t line_length(const char *text, size_t *name)
{
    size_t length = strcspn(text, "\n");
    const char *equals = length != 0 ? strstr(text, " = ") : NULL;
    *name = equals != NULL && equals < text + length ? (size_t)(equals - text) : length;
    return length;
}

enum status past_compare(const char *owner, const char *then, const char *now, struct error *error)
{
    size_t name;
    size_t name_now;
    size_t length = line_length(then, &name);
    size_t length_now = line_length(now, &name_now);
    while (length != 0 && length == length_now && memcmp(then, now, length) == 0) {
        then += length + 1;
        now += length + 1;
        length = line_length(then, &name);
        length_now = line_length(now, &name_now);
    }
    if (length == 0 && length_now == 0) {
        return STATUS_OK;
    }
    if (length != 0 && name == name_now && memcmp(then, now, name) == 0) {
        return error_set(error, STATUS_INPUT, "\"%s\" is of another run: %.*s there, %.*s here", owner,
                         (int)length, then, (int)(length_now - name - 3), now + name + 3);
    }
    bool more = length != 0;
    return error_set(error, STATUS_INPUT, "\"%s\" is of another run, %s %.*s", owner,
                     more ? "which has" : "which lacks", (int)(more ? length : length_now),
                     more ? then : now);
}

bool past_same(const struct scenario *a, const struct scenario *b, int32_t day)
{
    char *text_a = NULL;
    char *text_b = NULL;
    bool same = past_text(a, day - 1, &text_a, NULL) == STATUS_OK &&
                past_text(b, day - 1, &text_b, NULL) == STATUS_OK && strcmp(text_a, text_b) == 0;
    memory_free(text_a);
    memory_free(text_b);
    return same;
}
