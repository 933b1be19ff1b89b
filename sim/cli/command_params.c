/* `bassin params`: the declared parameters, from which scenarios, documents and tools are made. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/list_options.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/params.h"
#include "sim/scenario.h"

static const struct option_spec params_options[] = {LIST_OPTIONS};

static const char *const type_names[] = {"bool", "int", "real", "date", "text", "choice", "ref", "text"};

/* One listing under way. */
struct listing {
    const struct list_options *options;
    struct record_writer writer; /* csv, json, and one Markdown table at a time */
    size_t shown;
    struct terminal terminal;
    int columns;
};

/* A parameter as it is shown. */
struct entry {
    char path[192]; /* "search.radius_minutes", "zones.NAME.jobs", "travel.NUMBER.minutes" */
    char range[96]; /* "1 to 600", "a, b or c", "a row of zones", "" */
    char flags[64]; /* "sweep, dated" */
    char min[32];
    char max[32];
    const char *unit; /* "" when it has none */
    bool bounded;
};

static void range_text(struct entry *entry, const struct param *param)
{
    entry->range[0] = '\0';
    if (entry->bounded) {
        snprintf(entry->range, sizeof entry->range, "%s to %s", entry->min, entry->max);
    } else if (param->type == PARAM_REF) {
        snprintf(entry->range, sizeof entry->range, "a row of %s", param->unit);
    } else if (param->type == PARAM_BOOL) {
        snprintf(entry->range, sizeof entry->range, "true or false");
    } else if (param->type == PARAM_CHOICE) {
        size_t used = 0;
        for (const char *at = param->unit; *at != '\0' && used + 4 < sizeof entry->range; at++) {
            bool last = *at == '|' && strchr(at + 1, '|') == NULL;
            used += (size_t)snprintf(entry->range + used, sizeof entry->range - used,
                                     *at != '|' ? "%c"
                                     : last     ? " or "
                                                : ", ",
                                     *at);
        }
    }
}

static struct entry make_entry(const struct param_group *group, const struct param *param)
{
    struct entry entry = {.unit = ""};
    const char *row = group->row_size == 0 ? "" : param_group_has_names(group) ? "NAME." : "NUMBER.";
    snprintf(entry.path, sizeof entry.path, "%s.%s%s", group->path, row, param->name);
    unsigned both = PARAM_SWEEP | PARAM_DATED;
    snprintf(entry.flags, sizeof entry.flags, "%s%s%s", param->flags & PARAM_SWEEP ? "sweep" : "",
             (param->flags & both) == both ? ", " : "", param->flags & PARAM_DATED ? "dated" : "");
    entry.bounded = (param->type == PARAM_INT || param->type == PARAM_REAL) && param->min < param->max;
    if (entry.bounded) {
        text_shortest(entry.min, sizeof entry.min, param->min);
        text_shortest(entry.max, sizeof entry.max, param->max);
    }
    bool has_unit = param->type == PARAM_INT || param->type == PARAM_REAL;
    if (has_unit && strcmp(param->unit, "1") != 0) {
        entry.unit = param->unit;
    }
    range_text(&entry, param);
    return entry;
}

static void print_text(struct listing *listing, const struct param *param, const struct entry *entry)
{
    const struct terminal *terminal = &listing->terminal;
    char facts[512];
    bool required = (param->flags & PARAM_REQUIRED) != 0;
    bool quoted = param->type >= PARAM_DATE;
    const char *value = required ? "(required)" : param->fallback;
    const char *quote = quoted && !required ? "\"" : "";
    printf("  %s%s%s", terminal_bold(terminal), entry->path, terminal_plain(terminal));
    int used = 2 + text_columns(entry->path);
    snprintf(facts, sizeof facts, "= %s%s%s%s%s%s%s%s%s", quote, value, quote,
             entry->unit[0] != '\0' ? " " : "", entry->unit, entry->range[0] != '\0' ? "; " : "",
             entry->range, entry->flags[0] != '\0' ? "; " : "", entry->flags);
    if (used + 1 + text_columns(facts) <= listing->columns) {
        printf(" %s\n", facts);
    } else {
        fputc('\n', stdout);
        text_wrap(stdout, facts, 6, 0, listing->columns);
    }
    text_wrap(stdout, param->text, 6, 0, listing->columns);
    char source[512];
    snprintf(source, sizeof source, "Source: %s", param->source);
    fputs(terminal_dim(terminal), stdout);
    text_wrap(stdout, source, 6, 0, listing->columns);
    fputs(terminal_plain(terminal), stdout);
}

static void print_markdown(struct listing *listing, const struct param *param, const struct entry *entry)
{
    char name[208];
    bool required = (param->flags & PARAM_REQUIRED) != 0;
    snprintf(name, sizeof name, "`%s`", entry->path);
    struct field fields[] = {
        {"parameter", FIELD_TEXT, name},
        {"default", FIELD_TEXT, required ? "required" : param->fallback},
        {"range", FIELD_TEXT, entry->range},
        {"unit", FIELD_TEXT, entry->unit},
        {"use", FIELD_TEXT, entry->flags},
        {"meaning", FIELD_TEXT, param->text},
        {"source", FIELD_TEXT, param->source},
    };
    records_write(&listing->writer, fields, sizeof fields / sizeof fields[0]);
}

static const char *truth(unsigned flags)
{
    return flags != 0 ? "true" : "false";
}

static void print_record(struct listing *listing, const char *owner, const struct param_group *group,
                         const struct param *param, const struct entry *entry)
{
    bool required = (param->flags & PARAM_REQUIRED) != 0;
    bool named = param->type == PARAM_CHOICE || param->type == PARAM_REF;
    struct field fields[] = {
        {"path", FIELD_TEXT, entry->path},
        {"model", FIELD_TEXT, owner},
        {"group", FIELD_TEXT, group->path},
        {"table", FIELD_BOOL, truth(group->row_size != 0)},
        {"name", FIELD_TEXT, param->name},
        {"type", FIELD_TEXT, type_names[param->type]},
        {"default", FIELD_TEXT, required ? NULL : param->fallback},
        {"min", FIELD_NUMBER, entry->bounded ? entry->min : NULL},
        {"max", FIELD_NUMBER, entry->bounded ? entry->max : NULL},
        {"choices", FIELD_TEXT, named ? param->unit : NULL},
        {"unit", FIELD_TEXT, named ? "" : param->unit},
        {"required", FIELD_BOOL, truth(required)},
        {"sweep", FIELD_BOOL, truth(param->flags & PARAM_SWEEP)},
        {"dated", FIELD_BOOL, truth(param->flags & PARAM_DATED)},
        {"text", FIELD_TEXT, param->text},
        {"source", FIELD_TEXT, param->source},
    };
    records_write(&listing->writer, fields, sizeof fields / sizeof fields[0]);
}

static void print_legend(void)
{
    fputs("Use: *sweep*: an experiment may sweep it; *dated*: it may change at a date. In a table NAME is "
          "the name "
          "of a row and NUMBER its place, counted from 1.\n\n",
          stdout);
}

static void print_group_heading(struct listing *listing, const char *owner, const struct param_group *group)
{
    char about[96] = "";
    const char *kind = group->row_size != 0 ? "table" : "";
    if (listing->options->model == NULL && strcmp(owner, "engine") != 0) {
        snprintf(about, sizeof about, " (%s%s%s)", kind, kind[0] != '\0' ? " of " : "", owner);
    } else if (kind[0] != '\0') {
        snprintf(about, sizeof about, " (%s)", kind);
    }
    const struct terminal *terminal = &listing->terminal;
    if (listing->options->format == FORMAT_MARKDOWN) {
        if (listing->shown == 0) {
            print_legend();
        }
        printf("%s### `%s`%s\n\n%s\n\n", listing->shown > 0 ? "\n" : "", group->path, about, group->text);
        listing->writer = records_begin(stdout, FORMAT_MARKDOWN);
    } else if (listing->options->format == FORMAT_TEXT) {
        printf("%s%s%s%s%s\n", listing->shown > 0 ? "\n" : "", terminal_bold(terminal), group->path,
               terminal_plain(terminal), about);
        text_wrap(stdout, group->text, 2, 0, listing->columns);
        fputc('\n', stdout);
    }
}

/* The pattern may be a path as a scenario has it, with the name of a row: "zones.Mulhouse.population". */
static bool is_path_of(const char *pattern, const struct param_group *group, const struct param *param)
{
    size_t group_length = strlen(group->path);
    size_t name_length = strlen(param->name);
    size_t length = pattern != NULL ? strlen(pattern) : 0;
    return group->row_size != 0 && length > group_length + name_length + 2 &&
           strncmp(pattern, group->path, group_length) == 0 && pattern[group_length] == '.' &&
           pattern[length - name_length - 1] == '.' &&
           strcmp(pattern + length - name_length, param->name) == 0;
}

static void list_group(struct listing *listing, const char *owner, const struct param_group *group)
{
    bool headed = false;
    for (size_t i = 0; i < group->param_count; i++) {
        const struct param *param = &group->params[i];
        struct entry entry = make_entry(group, param);
        if (!format_matches(listing->options->pattern, entry.path) &&
            !is_path_of(listing->options->pattern, group, param)) {
            continue;
        }
        if (!headed) {
            print_group_heading(listing, owner, group);
            headed = true;
        }
        switch (listing->options->format) {
        case FORMAT_TEXT:
            print_text(listing, param, &entry);
            break;
        case FORMAT_MARKDOWN:
            print_markdown(listing, param, &entry);
            break;
        case FORMAT_CSV:
        case FORMAT_JSON:
            print_record(listing, owner, group, param, &entry);
            break;
        }
        listing->shown++;
    }
}

static void list_schema(struct listing *listing, const char *owner, const struct param_schema *schema)
{
    for (size_t i = 0; i < schema->group_count; i++) {
        list_group(listing, owner, &schema->groups[i]);
    }
}

static enum status no_match(const struct cli *cli, const struct list_options *options, struct error *error)
{
    enum { MOST = 512 };
    const char *names[MOST];
    size_t count = 0;
    for (size_t m = 0; m < cli->model_count + 2; m++) {
        const struct param_schema *schema = m == 0   ? &run_schema
                                            : m == 1 ? &target_schema
                                                     : cli->models[m - 2]->schema;
        for (size_t g = 0; g < schema->group_count; g++) {
            for (size_t i = 0; i < schema->groups[g].param_count && count < MOST; i++) {
                names[count++] = schema->groups[g].params[i].name;
            }
        }
    }
    error_set(error, STATUS_INPUT, "no parameter matches \"%s\"", options->pattern);
    const char *nearest = nearest_name(options->pattern, names, count);
    if (nearest != NULL) {
        error_hint(error, "did you mean \"%s\"?", nearest);
    }
    return STATUS_INPUT;
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct list_options options;
    enum status status = list_options_parse(&options, cli, command, argc, argv, error);
    if (status != STATUS_OK || options.help) {
        return status;
    }
    struct listing listing = {.options = &options,
                              .writer = records_begin(stdout, options.format),
                              .terminal = terminal_of(stdout),
                              .columns = terminal_text_columns(stdout)};
    list_schema(&listing, "engine", &run_schema);
    list_schema(&listing, "engine", &target_schema);
    for (size_t i = 0; i < cli->model_count; i++) {
        if (list_options_want(&options, cli->models[i])) {
            list_schema(&listing, cli->models[i]->name, cli->models[i]->schema);
        }
    }
    records_end(&listing.writer);
    if (listing.shown == 0 && options.pattern != NULL) {
        return no_match(cli, &options, error);
    }
    return STATUS_OK;
}

const struct command command_params = {
    .name = "params",
    .operands = "[PATTERN]",
    .text = "List parameters: default, range, unit, meaning, source.",
    .options = params_options,
    .option_count = sizeof params_options / sizeof params_options[0],
    .details =
        LIST_DETAILS " \"sweep\": an experiment may sweep it. \"dated\": it may change at a date. A scenario "
                     "writes group: { name = value; }, --set takes group.name=value, and in a table "
                     "NAME is the name of a row, NUMBER its place counted from 1.",
    .run = run,
};
