/* `bassin outputs`: the declared series and panels that a result holds. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/listing.h"
#include "sim/outputs.h"
#include "sim/panel.h"

static const struct option_spec outputs_options[] = {
    LISTING_OPTIONS("text (the default), markdown, csv or json.")};

/* What is shown of a series or of a column of a panel. */
struct entry {
    const char *heading; /* after the name of the model */
    const char *about;   /* what stands under it */
    const char *name;    /* "stock", "panel/spells/person" */
    const char *kind;    /* "monthly", "daily", "final", "panel" */
    enum column_type type;
    const char *dims;
    const char *unit;
    const char *text;
};

static void list_entry(struct listing *listing, const struct model *model, const struct entry *entry)
{
    static const char *const types[] = {"u8", "u16", "u32", "u64", "i32", "i64", "f32", "f64"};
    const char *type = types[entry->type];
    const char *unit = strcmp(entry->unit, "1") == 0 ? "" : entry->unit;
    bool scalar = entry->dims[0] == '\0';
    char facts[320], code[176], heading[128];
    if (!listing_wants(listing, entry->name, entry->name)) {
        return;
    }
    snprintf(facts, sizeof facts, "%s%s%s, %s%s%s", scalar ? "" : "(", entry->dims, scalar ? "" : ")", type,
             unit[0] != '\0' ? ", " : "", unit);
    snprintf(code, sizeof code, "`%s`", entry->name);
    snprintf(heading, sizeof heading, "%s: %s", model->name, entry->heading);
    const struct field few[] = {{"name", FIELD_TEXT, code},
                                {"type", FIELD_TEXT, type},
                                {"dimensions", FIELD_TEXT, entry->dims},
                                {"unit", FIELD_TEXT, unit},
                                {"meaning", FIELD_TEXT, entry->text}};
    const struct field all[] = {{"name", FIELD_TEXT, entry->name}, {"model", FIELD_TEXT, model->name},
                                {"kind", FIELD_TEXT, entry->kind}, {"type", FIELD_TEXT, type},
                                {"dims", FIELD_TEXT, entry->dims}, {"unit", FIELD_TEXT, entry->unit},
                                {"text", FIELD_TEXT, entry->text}};
    listing_heading(listing, heading, "", entry->about);
    listing_show(listing, &(struct listed){entry->name, facts, entry->text, NULL, few,
                                           sizeof few / sizeof few[0], all, sizeof all / sizeof all[0]});
}

static void list_series(struct listing *listing, const struct model *model, enum output_axis axis)
{
    static const struct {
        const char *heading;
        const char *about;
        const char *kind;
        const char *time;
    } axes[] = {
        {"monthly series", "One record per calendar month.", "monthly", "time"},
        {"daily series", "One record per day, kept when run.daily is true.", "daily", "day"},
        {"final series", "One record, at the end of the run.", "final", ""},
    };
    const struct output *output;
    for (size_t i = 0; (output = model_output(model, i)) != NULL; i++) {
        const char *time = axes[axis].time;
        char dims[160];
        snprintf(dims, sizeof dims, "%s%s%s", time, time[0] != '\0' && output->dims[0] != '\0' ? "," : "",
                 output->dims);
        if (output->axis == axis) {
            list_entry(listing, model,
                       &(struct entry){axes[axis].heading, axes[axis].about, output->name, axes[axis].kind,
                                       output->type, dims, output->unit, output->text});
        }
    }
}

static void list_panel(struct listing *listing, const struct model *model, const struct panel_spec *panel)
{
    char heading[96];
    snprintf(heading, sizeof heading, "panel %s", panel->name);
    for (size_t i = 0; i < panel->column_count; i++) {
        const struct column *column = &panel->columns[i];
        char name[COLUMN_NAME_MAX];
        char path[160];
        panel_column_name(column, name);
        snprintf(path, sizeof path, "panel/%s/%s", panel->name, name);
        list_entry(listing, model,
                   &(struct entry){heading, panel->text, path, "panel", column->type, "", column->unit,
                                   column->text});
    }
}

static void list(struct listing *listing, const struct model *model)
{
    for (int axis = 0; model != NULL && axis < OUTPUT_AXIS_COUNT; axis++) {
        list_series(listing, model, (enum output_axis)axis);
    }
    for (size_t i = 0; model != NULL && i < model->panel_count; i++) {
        list_panel(listing, model, &model->panels[i]);
    }
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    static const struct listing_kind kind = {
        .what = "output", .legend = "", .formats = "text, markdown, csv or json", .list = list};
    return listing_run(cli, command, argc, argv, &kind, NULL, error);
}

const struct command command_outputs = {
    .name = "outputs",
    .operands = "[PATTERN]",
    .text = "List the series and panels of a result: dimensions, unit, meaning.",
    .options = outputs_options,
    .option_count = sizeof outputs_options / sizeof outputs_options[0],
    .details = LISTING_DETAILS,
    .run = run,
};
