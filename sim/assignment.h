/* Values given beside the file of a scenario: by --set and --change, or in files that other programs write.
 *
 * They are applied after the file, in the order given, so the last one wins. A path that begins with a date,
 * "2015-01-01:rates.moving", says a dated change. */
#ifndef SIM_ASSIGNMENT_H
#define SIM_ASSIGNMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

struct assignment {
    const char *path; /* without its date */
    const char *value;
    bool dated;
    int32_t day; /* of a dated one */
    struct place path_place;
    struct place value_place;
};

/* The list owns all texts. `assignments_clear` is legal on a zeroed one. */
struct assignments {
    struct assignment *items;
    size_t count;
    char **texts;
    size_t text_count;
};

/* Adds a value at `path`, which may begin with a date; both places name the same file. Texts are copied,
 * blanks around the path are no part of it. STATUS_INPUT when there is no path or its date does not exist. */
enum status assignments_add(struct assignments *list, const char *path, const char *value,
                            const struct place *path_place, const struct place *value_place,
                            struct error *error);

/* Adds "PATH=VALUE" as it was given with `option`, "--set" or "--change", of which only the second takes a
 * date, and asks for one. */
enum status assignments_add_option(struct assignments *list, const char *option, const char *text,
                                   struct error *error);

void assignments_clear(struct assignments *list);

/* "DATE:PATH=VALUE" for people, cut to `size`. */
void assignment_text(const struct assignment *given, char *text, size_t size);

#endif
