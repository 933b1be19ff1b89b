/* `bassin outputs`: the declared series and panels that a result holds. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/list_options.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/outputs.h"
#include "sim/panel.h"
#include "sim/params.h"

static const struct option_spec outputs_options[] = {LIST_OPTIONS};

static const char *const type_names[] = {"u8", "u16", "u32", "u64", "i32", "i64", "f32", "f64"};
static const char *const axis_names[] = {"monthly", "daily", "final"};
static const char *const axis_dims[] = {"time", "day", ""};

/* What is shown of a series or of a column of a panel. */
struct entry {
    const char *model;
    char name[160];   /* "stock", "panel/spells/person" */
    const char *kind; /* "monthly", "daily", "final", "panel" */
    const char *type;
    char dims[160];
    const char *unit;
    const char *text;
};

struct listing {
    const struct list_options *options;
    struct record_writer writer;
    size_t shown;
    char heading[128]; /* the last one printed */
    struct terminal terminal;
    int columns;
};

static void print_heading(struct listing *listing, const char *heading, const char *text)
{
    if (strcmp(heading, listing->heading) == 0) {
        return;
    }
    const char *gap = listing->heading[0] != '\0' ? "\n" : "";
    if (listing->options->format == FORMAT_MARKDOWN) {
        printf("%s### %s\n\n%s\n\n", gap, heading, text);
        listing->writer = records_begin(stdout, FORMAT_MARKDOWN);
    } else if (listing->options->format == FORMAT_TEXT) {
        printf("%s%s%s%s\n", gap, terminal_bold(&listing->terminal), heading,
               terminal_plain(&listing->terminal));
        text_wrap(stdout, text, 2, 0, listing->columns);
        fputc('\n', stdout);
    }
    snprintf(listing->heading, sizeof listing->heading, "%s", heading);
}

/* "stock(time,state), i64, persons" with the meaning below. */
static void print_text(struct listing *listing, const struct entry *entry, const char *unit)
{
    const struct terminal *terminal = &listing->terminal;
    char facts[320];
    bool scalar = entry->dims[0] == '\0';
    snprintf(facts, sizeof facts, "%s%s%s, %s%s%s", scalar ? "" : "(", entry->dims, scalar ? "" : ")",
             entry->type, unit[0] != '\0' ? ", " : "", unit);
    printf("  %s%s%s", terminal_bold(terminal), entry->name, terminal_plain(terminal));
    int used = 2 + text_columns(entry->name);
    if (used + text_columns(facts) <= listing->columns) {
        printf("%s\n", facts);
    } else {
        fputc('\n', stdout);
        text_wrap(stdout, facts, 6, 0, listing->columns);
    }
    text_wrap(stdout, entry->text, 6, 0, listing->columns);
}

static void print_entry(struct listing *listing, const struct entry *entry)
{
    const char *unit = strcmp(entry->unit, "1") == 0 ? "" : entry->unit;
    char code[176];
    snprintf(code, sizeof code, "`%s`", entry->name);
    struct field all[] = {
        {"name", FIELD_TEXT, entry->name}, {"model", FIELD_TEXT, entry->model},
        {"kind", FIELD_TEXT, entry->kind}, {"type", FIELD_TEXT, entry->type},
        {"dims", FIELD_TEXT, entry->dims}, {"unit", FIELD_TEXT, entry->unit},
        {"text", FIELD_TEXT, entry->text},
    };
    struct field few[] = {{"name", FIELD_TEXT, code},
                          {"type", FIELD_TEXT, entry->type},
                          {"dimensions", FIELD_TEXT, entry->dims},
                          {"unit", FIELD_TEXT, unit},
                          {"meaning", FIELD_TEXT, entry->text}};
    switch (listing->options->format) {
    case FORMAT_TEXT:
        print_text(listing, entry, unit);
        break;
    case FORMAT_MARKDOWN:
        records_write(&listing->writer, few, sizeof few / sizeof few[0]);
        break;
    case FORMAT_CSV:
    case FORMAT_JSON:
        records_write(&listing->writer, all, sizeof all / sizeof all[0]);
        break;
    }
    listing->shown++;
}

static void list_series(struct listing *listing, const struct model *model, enum output_axis axis)
{
    static const char *const texts[] = {"One record per calendar month.",
                                        "One record per day, kept when run.daily is true.",
                                        "One record, at the end of the run."};
    char heading[128];
    snprintf(heading, sizeof heading, "%s: %s series", model->name, axis_names[axis]);
    for (size_t i = 0; i < model->output_count; i++) {
        const struct output *output = &model->outputs[i];
        if (output->axis != axis || !format_matches(listing->options->pattern, output->name)) {
            continue;
        }
        struct entry entry = {.model = model->name,
                              .kind = axis_names[axis],
                              .type = type_names[output->type],
                              .unit = output->unit,
                              .text = output->text};
        snprintf(entry.name, sizeof entry.name, "%s", output->name);
        snprintf(entry.dims, sizeof entry.dims, "%s%s%s", axis_dims[axis],
                 axis_dims[axis][0] != '\0' && output->dims[0] != '\0' ? "," : "", output->dims);
        print_heading(listing, heading, texts[axis]);
        print_entry(listing, &entry);
    }
}

static void list_panel(struct listing *listing, const struct model *model, const struct panel_spec *panel)
{
    char heading[128];
    snprintf(heading, sizeof heading, "%s: panel %s", model->name, panel->name);
    for (size_t i = 0; i < panel->column_count; i++) {
        const struct column *column = &panel->columns[i];
        struct entry entry = {.model = model->name,
                              .kind = "panel",
                              .type = type_names[column->type],
                              .unit = column->unit,
                              .text = column->text};
        snprintf(entry.name, sizeof entry.name, "panel/%s/%s", panel->name, column->name);
        if (!format_matches(listing->options->pattern, entry.name)) {
            continue;
        }
        print_heading(listing, heading, panel->text);
        print_entry(listing, &entry);
    }
}

static void list_model(struct listing *listing, const struct model *model)
{
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        list_series(listing, model, (enum output_axis)axis);
    }
    for (size_t i = 0; i < model->panel_count; i++) {
        list_panel(listing, model, &model->panels[i]);
    }
}

static enum status no_match(const struct cli *cli, const struct list_options *options, struct error *error)
{
    enum { MOST = 512 };
    const char *names[MOST];
    size_t count = 0;
    for (size_t m = 0; m < cli->model_count; m++) {
        for (size_t i = 0; i < cli->models[m]->output_count && count < MOST; i++) {
            names[count++] = cli->models[m]->outputs[i].name;
        }
    }
    error_set(error, STATUS_INPUT, "no output matches \"%s\"", options->pattern);
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
    for (size_t i = 0; i < cli->model_count; i++) {
        if (list_options_want(&options, cli->models[i])) {
            list_model(&listing, cli->models[i]);
        }
    }
    records_end(&listing.writer);
    if (listing.shown == 0 && options.pattern != NULL) {
        return no_match(cli, &options, error);
    }
    return STATUS_OK;
}

const struct command command_outputs = {
    .name = "outputs",
    .operands = "[PATTERN]",
    .text = "List the series and panels of a result: dimensions, unit, meaning.",
    .options = outputs_options,
    .option_count = sizeof outputs_options / sizeof outputs_options[0],
    .details = LIST_DETAILS,
    .run = run,
};
