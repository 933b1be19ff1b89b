#include "sim/name_hint.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edit distance in which two letters swapped count as one mistake, like one wrong, missing or needless
 * letter ("optimal string alignment"); capitals do not count. Both are shorter than NAME_HINT_MAX. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][NAME_HINT_MAX + 1];
    size_t *before = rows[0];
    size_t *last = rows[1];
    size_t *now = rows[2];
    for (size_t j = 0; j <= b_length; j++) {
        before[j] = 0;
        last[j] = j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t differs = lower(a[i - 1]) != lower(b[j - 1]);
            now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + differs);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1])) {
                now[j] = least(now[j], before[j - 2] + 1);
            }
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b_length];
}

/* Small letters and digits only. */
static void strip(const char *name, char stripped[NAME_HINT_MAX])
{
    size_t length = 0;
    for (; *name != '\0'; name++) {
        if (*name != '_' && *name != '-' && *name != ' ') {
            stripped[length++] = lower(*name);
        }
    }
    stripped[length] = '\0';
}

/* Whether one is a part of the other, as "burnin" is of "burn_in_days". Both are shorter than
 * NAME_HINT_MAX. */
static bool is_part(const char *a, const char *b)
{
    char short_a[NAME_HINT_MAX];
    char short_b[NAME_HINT_MAX];
    strip(a, short_a);
    strip(b, short_b);
    return strlen(short_a) >= 3 && strlen(short_b) >= 3 &&
           (strstr(short_a, short_b) != NULL || strstr(short_b, short_a) != NULL);
}

/* How far `candidate` is from the name, or SIZE_MAX when nobody would take one for the other: more than one
 * letter in three is wrong, or in a short one more than one. A part of a name counts as near, behind all true
 * neighbours. */
static size_t cost(const char *name, const char *candidate)
{
    size_t a = strlen(name);
    size_t b = strlen(candidate);
    if (a == 0 || b == 0 || b >= NAME_HINT_MAX) {
        return SIZE_MAX;
    }
    size_t edits = distance(name, a, candidate, b);
    size_t longer = a > b ? a : b;
    if (edits <= (longer < 6 ? 1 : longer / 3) && edits < longer) {
        return edits;
    }
    return is_part(name, candidate) ? NAME_HINT_MAX + edits : SIZE_MAX;
}

void name_hint_init(struct name_hint *hint, const char *name, size_t length)
{
    *hint = (struct name_hint){.best_cost = SIZE_MAX};
    if (length < sizeof hint->name) {
        memcpy(hint->name, name, length);
    }
}

void name_hint_offer(struct name_hint *hint, const char *candidate)
{
    size_t candidate_cost = cost(hint->name, candidate);
    if (candidate_cost < hint->best_cost) {
        hint->best_cost = candidate_cost;
        strcpy(hint->best, candidate);
    }
    size_t length = strlen(candidate);
    if (hint->known_cut || hint->known_length + length + 3 > sizeof hint->known) {
        hint->known_cut = true;
        return;
    }
    hint->known_length +=
        (size_t)snprintf(hint->known + hint->known_length, sizeof hint->known - hint->known_length, "%s%s",
                         hint->known_length == 0 ? "" : ", ", candidate);
}

void name_hint_tell(const struct name_hint *hint, const char *prefix, struct error *error)
{
    if (hint->best[0] != '\0') {
        error_hint(error, "did you mean \"%s%s\"?", prefix, hint->best);
    } else if (hint->known_length != 0) {
        error_hint(error, "known: %s%s", hint->known, hint->known_cut ? ", ..." : "");
    }
}

/* The name of an item, to which its first member points. */
static const char *name_of(const void *items, size_t i, size_t size)
{
    return *(const char *const *)(const void *)((const char *)items + i * size);
}

size_t name_find(const char *name, size_t length, const void *items, size_t count, size_t size)
{
    size_t i = 0;
    while (i < count &&
           (strncmp(name_of(items, i, size), name, length) != 0 || name_of(items, i, size)[length] != '\0')) {
        i++;
    }
    return i;
}

struct name_hint name_hint_among(const char *name, const void *items, size_t count, size_t size)
{
    struct name_hint hint;
    name_hint_init(&hint, name, strlen(name));
    for (size_t i = 0; i < count; i++) {
        name_hint_offer(&hint, name_of(items, i, size));
    }
    return hint;
}
