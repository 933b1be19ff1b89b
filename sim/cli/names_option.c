#include "sim/cli/names_option.h"

#include <stdbool.h>
#include <string.h>

#include "sim/text.h"

static bool is_among(size_t id, const size_t *ids, size_t count)
{
    bool found = false;
    for (size_t i = 0; i < count && !found; i++) {
        found = ids[i] == id;
    }
    return found;
}

enum status names_choose(const struct names_option *option, size_t *ids, size_t *count, struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    const char *at = option->names;
    for (*count = 0;; at++) {
        size_t id;
        at += strspn(at, " ");
        size_t length = strcspn(at, ", ");
        PASS(option->find(option->context, at, length, &id, error));
        if (is_among(id, ids, *count)) {
            return error_set(error, STATUS_INPUT, "%s: %.*s is there twice", option->option, (int)length, at);
        }
        ids[(*count)++] = id;
        at += length;
        at += strspn(at, " ");
        if (*at == '\0') {
            return STATUS_OK;
        }
        if (*at != ',') {
            return error_set(error, STATUS_INPUT, "%s: expected a comma before %s", option->option,
                             text_quote(at, strcspn(at, ", "), quoted));
        }
    }
}
