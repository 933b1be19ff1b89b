/* `params` and `outputs` list what is declared: one engine for the options, the layouts and the hints of
 * both. */
#ifndef SIM_CLI_LISTING_H
#define SIM_CLI_LISTING_H

#include <stdint.h>

#include "sim/cli/command.h"
#include "sim/cli/format.h"
#include "sim/cli/terminal.h"
#include "sim/name_hint.h"

struct listing {
    const char *pattern;       /* NULL: all; several are separated by commas */
    const struct model *model; /* NULL: all */
    enum format format;
    const char *legend; /* comes before a Markdown list; "": none */
    struct record_writer writer;
    size_t shown;
    uint64_t used;         /* a bit for each of the first patterns: it matched something */
    char heading[192];     /* the last one printed */
    struct name_hint hint; /* the nearest to the pattern of the names that do not match */
    struct terminal terminal;
    int columns;
    void *context; /* of what is listed */
};

/* What a subcommand lists. */
struct listing_kind {
    const char *what;    /* "parameter" */
    const char *legend;  /* comes before a Markdown list; "": none */
    const char *formats; /* "text, csv or json" */
    /* Lists the engine's own declarations (`model` NULL), or those of a model. */
    void (*list)(struct listing *listing, const struct model *model);
    /* May be NULL: comes after the last. */
    enum status (*end)(struct listing *listing, struct error *error);
};

#define LISTING_OPTIONS(formats)                                                                             \
    {"model", 'm', "NAME", "Only this model."},                                                              \
    {                                                                                                        \
        "format", 'F', "FORMAT", formats                                                                     \
    }

#define LISTING_DETAILS                                                                                      \
    "PATTERN is part of a name, or a shell pattern when it has any of *?[ (quote it); upper and lower case " \
    "are alike; several are separated by commas."

/* The subcommand: reads its options and lists what is asked for. */
enum status listing_run(const struct cli *cli, const struct command *command, int argc, char **argv,
                        const struct listing_kind *kind, void *context, struct error *error);

/* Whether `use` is true for any of the patterns. */
bool listing_any_pattern(struct listing *listing, bool (*use)(const char *pattern, void *context),
                         void *context);

/* Whether something is asked for; when not, its short name may become a hint. */
bool listing_wants(struct listing *listing, const char *name, const char *short_name);

/* What is listed under one heading; printed when it is another one than before. `name` stands out, `about`
 * follows it. */
void listing_heading(struct listing *listing, const char *name, const char *about, const char *text);

/* One line of the list. */
struct listed {
    const char *name;
    const char *facts;  /* behind the name, or below it where the line is short */
    const char *text;   /* what it means */
    const char *source; /* NULL: none */
    const struct field *few;
    size_t few_count;
    const struct field *all; /* for programs */
    size_t all_count;
};
void listing_show(struct listing *listing, const struct listed *listed);

#endif
