/* Parameters: each is declared once.
 *
 * A declaration gives the member of a C struct, the default, the bounds, unit, meaning and source. From
 * it come parsing, validation with "did you mean", `bassin params`, the record in every result, `--set`,
 * dated changes, and the sweep of an experiment. Two shapes:
 *
 * a group of scalars, `search.radius_minutes`:
 *
 *     #define SEARCH_PARAMS(P, self) \
 *         P(self, REAL, radius_minutes, "45", 1, 600, "minutes", PARAM_SWEEP | PARAM_DATED, \
 *           "Travel time at which a place counts half.", "assumption")
 *     struct search_params { SEARCH_PARAMS(PARAM_MEMBER, ) };
 *     static const struct param search_params[] = { SEARCH_PARAMS(PARAM_ENTRY, struct search_params) };
 *
 * a table with rows, `zones = ( { name = "Mulhouse"; ... }, ... );`, where every row is one struct:
 * its fields are declared the same way, and a field is addressed `zones.Mulhouse.jobs`. The first
 * field of a table is TEXT and called `name` or `id`, unless no one refers to its rows. */
#ifndef SIM_PARAMS_H
#define SIM_PARAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

enum param_type {
    PARAM_BOOL,
    PARAM_INT,
    PARAM_REAL,
    PARAM_DATE,   /* written "2016-01-31", held as a day (date.h) */
    PARAM_TEXT,   /* at most PARAM_TEXT_MAX - 1 bytes of UTF-8 */
    PARAM_CHOICE, /* one of the names in `unit`, "a|b|c"; held as its index */
    PARAM_REF,  /* the name of a row of the table `unit`; held as its index, -1: none (only "" as default) */
    PARAM_NOTE, /* the same as TEXT, for a sentence or two: at most PARAM_NOTE_MAX - 1 bytes; never dated */
};

enum { PARAM_TEXT_MAX = 64 };
struct param_text {
    char chars[PARAM_TEXT_MAX];
};

enum { PARAM_NOTE_MAX = 256 };
struct param_note {
    char chars[PARAM_NOTE_MAX];
};

#define PARAM_CTYPE_BOOL   bool
#define PARAM_CTYPE_INT    int64_t
#define PARAM_CTYPE_REAL   double
#define PARAM_CTYPE_DATE   int32_t
#define PARAM_CTYPE_TEXT   struct param_text
#define PARAM_CTYPE_CHOICE int32_t
#define PARAM_CTYPE_REF    int32_t
#define PARAM_CTYPE_NOTE   struct param_note

enum param_flags {
    PARAM_PLAIN = 0,
    PARAM_SWEEP = 1,         /* an experiment may sweep it */
    PARAM_DATED = 2,         /* may change at a date */
    PARAM_REQUIRED = 4,      /* has no default: a scenario must give it */
    PARAM_LASTING_ZERO = 16, /* REAL that may change at a date: whether it is 0 holds for the whole run */
    PARAM_USES = 8, /* REF: a row that none of these points to has no effect; DATE: from when the row holds */
};

struct param {
    const char *name;
    enum param_type type;
    const char *fallback; /* the default as it would be written, without quotes */
    double min;           /* of numbers, inclusive; min = max = 0 for other types */
    double max;
    const char *unit; /* "1" when it has none; for CHOICE the choices, for REF the table */
    unsigned flags;
    const char *text;
    const char *source; /* a reference, or "assumption" with its reason */
    size_t offset;
};

#define PARAM_MEMBER(self, type, name, fallback, min, max, unit, flags, text, source) PARAM_CTYPE_##type name;
#define PARAM_ENTRY(self, type, name, fallback, min, max, unit, flags, text, source)                         \
    {#name, PARAM_##type, fallback, min, max, unit, flags, text, source, offsetof(self, name)},

/* Rows of a table, as read. */
struct param_rows {
    void *rows; /* [count] of the group's row_size */
    size_t count;
    size_t capacity;      /* 0 where rows were not made by param_rows_append */
    struct place *places; /* [count] where each row stands in the user's files */
};

struct param_group {
    const char *path; /* "search", "zones" */
    const char *text;
    const struct param *params;
    size_t param_count;
    size_t offset;   /* in its values struct: of the struct of scalars, or of a struct param_rows */
    size_t row_size; /* 0: scalars; else a table with rows of this size */
    size_t max_rows;
};

#define PARAM_SCALARS(self, member, text, entries)                                                           \
    {                                                                                                        \
#member, text, entries, sizeof(entries) / sizeof((entries)[0]), offsetof(self, member), 0, 0         \
    }
#define PARAM_TABLE(self, member, text, entries, row, max_rows)                                              \
    {                                                                                                        \
#member, text, entries, sizeof(entries) / sizeof((entries)[0]), offsetof(self, member), sizeof(row), \
            max_rows                                                                                         \
    }

/* All groups of a set: those that one values struct holds, and those of `parts`, which have no parts of their
 * own. The values struct of a part lies behind those before it; a part of size 0 has its groups in the first
 * struct. */
struct param_schema {
    const struct param_group *groups;
    size_t group_count;
    size_t size; /* of the values struct */
    const struct param_schema *const *parts;
    size_t part_count;
};

/* The groups of a schema, one after the other: its own, then part by part. */
size_t param_group_count(const struct param_schema *schema);
const struct param_group *param_group_at(const struct param_schema *schema, size_t index);

/* Bytes of all values structs; where in them that of a part begins. */
size_t param_schema_size(const struct param_schema *schema);
size_t param_part_offset(const struct param_schema *schema, const struct param_schema *part);

/* The values of a schema, all its structs in one piece. */
struct param_set {
    const struct param_schema *schema;
    void *values;
};

/* Allocates values, sets every scalar to its default, tables empty. */
enum status param_set_init(struct param_set *set, const struct param_schema *schema, struct error *error);
void param_set_clear(struct param_set *set);

/* Appends a row with default values to a table group, for the reader; returns its index. */
enum status param_rows_append(struct param_set *set, const struct param_group *group,
                              const struct place *place, size_t *row, struct error *error);

/* One addressed value. */
struct param_slot {
    const struct param_group *group;
    const struct param *param;
    size_t row; /* in a table */
    void *value;
};

/* Finds "group.name" or "table.row_name.field" in any of the sets (rows of a table without names by their
 * number, from 1). STATUS_INPUT with the nearest name as a hint when there is none. */
enum status param_find(const struct param_set *sets, size_t set_count, const char *path,
                       const struct place *place, struct param_slot *slot, struct error *error);

/* Reads `text` as the parameter's type, checks the bounds, stores. REF names are looked up in
 * `set`, the one that holds the slot. The name of a row can be given once. Errors carry `place`: what is
 * wrong, what was expected. */
enum status param_set_text(const struct param_set *set, const struct param_slot *slot, const char *text,
                           const struct place *place, struct error *error);

/* The value as it would be written in a scenario (dates and text without quotes); reads back equal. */
void param_format(const struct param_set *set, const struct param_slot *slot, char *text, size_t size);

/* A value apart from where it is kept. */
union param_value {
    bool truth;
    int64_t integer;
    double real;
    int32_t code; /* a day, the index of a choice or of a row */
    struct param_text text;
    struct param_note note;
};

/* Reads `text` and checks it, without storing. `slot` says whose value it would be. */
enum status param_read(const struct param_set *set, const struct param_slot *slot, const char *text,
                       const struct place *place, union param_value *value, struct error *error);

void param_store(const struct param_slot *slot, const union param_value *value);

/* Name of a row; "" when rows have none. */
const char *param_row_name(const struct param_set *set, const struct param_group *group, size_t row);

/* Length of the entry of "a|b|c" that begins at `names`. */
size_t param_choice_length(const char *names);

/* The default of `slot` as param_format would write it; empty where a scenario must give a value. A row's
 * name is kept as it was declared: there may be no rows to look it up in. */
void param_format_default(const struct param_set *set, const struct param_slot *slot, char *text,
                          size_t size);

/* The slot of a declared parameter in `set`; `row` is 0 in a group of scalars. */
struct param_slot param_slot_at(const struct param_set *set, const struct param_group *group, size_t row,
                                const struct param *param);
size_t param_row_count(const struct param_set *set, const struct param_group *group);
struct param_rows *param_rows_of(const struct param_set *set, const struct param_group *group);

/* All values one after the other: from a zeroed slot to the first, then the next; false after the last. */
bool param_next(const struct param_set *set, struct param_slot *slot);

/* Which of the sets holds `group`. */
const struct param_set *param_set_of(const struct param_set *sets, size_t set_count,
                                     const struct param_group *group);

/* The parameter called `name`, the group called `path`; NULL when there is none. `name` and `path` need not
 * end with a zero. */
const struct param *param_group_find(const struct param_group *group, const char *name, size_t length);
const struct param_group *param_schema_find(const struct param_schema *schema, const char *path,
                                            size_t length);

/* Rows of the group are named: its first field is TEXT and called `name` or `id`. */
bool param_group_has_names(const struct param_group *group);

/* "search.effort", "zones.Mulhouse.jobs"; a row without a name: "zones.3.jobs". */
enum { PARAM_PATH_MAX = 192 };
void param_path(const struct param_slot *slot, char path[PARAM_PATH_MAX]);

/* "real", "date": one word for tables of documentation. */
const char *param_type_name(enum param_type type);

/* "a number from 0 to 10 hours", "one of: low, high", "the name of a row of zones": what is expected. */
void param_expected(const struct param *param, char *text, size_t size);

/* The bounds alone, "0 to 10", "at least 0"; empty for types that have none. */
void param_bounds(const struct param *param, char *text, size_t size);

/* The shortest decimal text that reads back as `value`. */
void param_format_real(double value, char text[32]);

/* One dated change of one parameter: a reform or a shock. */
struct change {
    int32_t day;
    struct param_slot slot;
    char path[PARAM_PATH_MAX];
    char value[PARAM_TEXT_MAX];
    struct place place;
};

/* Dated changes in order of day, then of the file. */
struct change_list {
    struct change *changes;
    size_t count;
};

/* STATUS_INPUT unless the parameter is declared to change at a date. */
enum status change_allowed(const struct param_slot *slot, const struct place *place, struct error *error);

/* The change of `slot` on `day`, NULL: none. */
const struct change *change_list_find(const struct change_list *list, const struct param_slot *slot,
                                      int32_t day);
void change_list_remove(struct change_list *list, const struct change *change);

/* Checks that the parameter may change at a date, that the value is legal, and that it changes once on that
 * day; adds in order. The value is kept as param_format writes it. */
enum status change_list_add(struct change_list *list, const struct param_set *sets, size_t set_count,
                            int32_t day, const char *path, const char *value, const struct place *place,
                            struct error *error);
void change_list_clear(struct change_list *list);

/* Applies all changes with from < day <= to; `*applied` counts them. STATUS_INPUT where a value becomes 0, or
 * is 0 no longer, that may not. */
enum status change_list_apply(const struct change_list *list, const struct param_set *sets, size_t set_count,
                              int32_t from, int32_t to, size_t *applied, struct error *error);

#endif
