/* `bassin params`: the declared parameters, from which scenarios, documents and tools are made. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/listing.h"
#include "sim/cli/salib.h"
#include "sim/params.h"
#include "sim/scenario.h"

static const struct option_spec params_options[] = {
    LISTING_OPTIONS("text (the default), markdown, csv, json or salib: a problem for SALib.")};

static bool is_number(const struct param *param)
{
    return param->type == PARAM_INT || param->type == PARAM_REAL;
}

/* "1 to 600", "a, b or c", "a row of zones", "" */
static void range_text(const struct param *param, char *text, size_t size)
{
    param_bounds(param, text, size);
    if (param->type == PARAM_REF) {
        snprintf(text, size, "a row of %s", param->unit);
    } else if (param->type == PARAM_BOOL) {
        snprintf(text, size, "true or false");
    } else if (param->type == PARAM_CHOICE) {
        size_t used = 0;
        for (const char *at = param->unit; *at != '\0' && used + 4 < size; at++) {
            const char *link = strchr(at + 1, '|') == NULL ? " or " : ", ";
            used += (size_t)snprintf(text + used, size - used, *at == '|' ? "%s" : "%.1s",
                                     *at == '|' ? link : at);
        }
    }
}

static const char *truth(unsigned flags)
{
    return flags != 0 ? "true" : "false";
}

static void show(struct listing *listing, const char *owner, const struct param_group *group,
                 const struct param *param, const char *path)
{
    char facts[512], range[96], name[PARAM_PATH_MAX + 2], min[32], max[32];
    bool required = (param->flags & PARAM_REQUIRED) != 0;
    bool named = param->type == PARAM_CHOICE || param->type == PARAM_REF;
    const char *quote = param->type >= PARAM_DATE && !required ? "\"" : "";
    const char *unit = is_number(param) && strcmp(param->unit, "1") != 0 ? param->unit : "";
    static const char *const uses[] = {"", "sweep", "dated", "sweep, dated"};
    const char *use = uses[param->flags & (PARAM_SWEEP | PARAM_DATED)];
    range_text(param, range, sizeof range);
    param_format_real(param->min, min);
    param_format_real(param->max, max);
    snprintf(name, sizeof name, "`%s`", path);
    snprintf(facts, sizeof facts, " = %s%s%s%s%s%s%s%s%s", quote, required ? "(required)" : param->fallback,
             quote, unit[0] != '\0' ? " " : "", unit, range[0] != '\0' ? "; " : "", range,
             use[0] != '\0' ? "; " : "", use);
    const struct field few[] = {
        {"parameter", FIELD_TEXT, name},
        {"default", FIELD_TEXT, required ? "required" : param->fallback},
        {"range", FIELD_TEXT, range},
        {"unit", FIELD_TEXT, unit},
        {"use", FIELD_TEXT, use},
        {"meaning", FIELD_TEXT, param->text},
        {"source", FIELD_TEXT, param->source},
    };
    const struct field all[] = {
        {"path", FIELD_TEXT, path},
        {"model", FIELD_TEXT, owner},
        {"group", FIELD_TEXT, group->path},
        {"table", FIELD_BOOL, truth(group->row_size != 0)},
        {"name", FIELD_TEXT, param->name},
        {"type", FIELD_TEXT, param_type_name(param->type)},
        {"default", format_of_param(param->type), required ? NULL : param->fallback},
        {"min", FIELD_NUMBER, is_number(param) ? min : NULL},
        {"max", FIELD_NUMBER, is_number(param) ? max : NULL},
        {"choices", FIELD_TEXT, named ? param->unit : NULL},
        {"unit", FIELD_TEXT, named ? "" : param->unit},
        {"required", FIELD_BOOL, truth(required)},
        {"sweep", FIELD_BOOL, truth(param->flags & PARAM_SWEEP)},
        {"dated", FIELD_BOOL, truth(param->flags & PARAM_DATED)},
        {"text", FIELD_TEXT, param->text},
        {"source", FIELD_TEXT, param->source},
    };
    listing_show(listing, &(struct listed){path, facts, param->text, param->source, few,
                                           sizeof few / sizeof few[0], all, sizeof all / sizeof all[0]});
}

static void head(struct listing *listing, const char *owner, const struct param_group *group)
{
    char name[PARAM_TEXT_MAX + 2];
    char about[96] = "";
    const char *kind = group->row_size != 0 ? "table" : "";
    const char *mark = listing->format == FORMAT_MARKDOWN ? "`" : "";
    if (listing->model == NULL && strcmp(owner, "engine") != 0) {
        snprintf(about, sizeof about, " (%s%s%s)", kind, kind[0] != '\0' ? " of " : "", owner);
    } else if (kind[0] != '\0') {
        snprintf(about, sizeof about, " (%s)", kind);
    }
    snprintf(name, sizeof name, "%s%s%s", mark, group->path, mark);
    listing_heading(listing, name, about, group->text);
}

struct path_parts {
    const struct param_group *group;
    const struct param *param;
    char row_path[PARAM_PATH_MAX]; /* the pattern that matched */
};

/* The pattern may be a path as a scenario has it, with the name of a row: "zones.Mulhouse.population". */
static bool is_path_of(const char *pattern, void *context)
{
    struct path_parts *parts = context;
    const char *group = parts->group->path;
    const char *name = parts->param->name;
    size_t group_length = strlen(group);
    size_t name_length = strlen(name);
    size_t length = strlen(pattern);
    bool is = parts->group->row_size != 0 && length > group_length + name_length + 2 &&
              strpbrk(pattern, "*?[") == NULL && strncmp(pattern, group, group_length) == 0 &&
              pattern[group_length] == '.' && pattern[length - name_length - 1] == '.' &&
              strcmp(pattern + length - name_length, name) == 0;
    if (is) {
        snprintf(parts->row_path, sizeof parts->row_path, "%s", pattern);
    }
    return is;
}

/* A problem has numbers only, of rows only those that are named. */
static void list_for_salib(struct listing *listing, const struct model *model, struct path_parts *parts,
                           const char *path)
{
    bool wanted = parts->group->row_size == 0 ? listing_wants(listing, path, parts->param->name)
                                              : listing_any_pattern(listing, is_path_of, parts);
    if (wanted) {
        salib_add(listing->context, model, parts->group, parts->param,
                  parts->group->row_size == 0 ? path : parts->row_path);
        listing->shown++;
    }
}

static void list_schema(struct listing *listing, const struct model *model, const char *owner,
                        const struct param_schema *schema)
{
    for (size_t g = 0; g < param_group_count(schema); g++) {
        const struct param_group *group = param_group_at(schema, g);
        const char *row = group->row_size == 0 ? "" : param_group_has_names(group) ? "NAME." : "NUMBER.";
        for (size_t i = 0; i < group->param_count; i++) {
            char path[PARAM_PATH_MAX];
            const struct param *param = &group->params[i];
            struct path_parts parts = {.group = group, .param = param};
            snprintf(path, sizeof path, "%s.%s%s", group->path, row, param->name);
            if (listing->format == FORMAT_SALIB) {
                list_for_salib(listing, model, &parts, path);
            } else if (listing_wants(listing, path, param->name) ||
                       listing_any_pattern(listing, is_path_of, &parts)) {
                head(listing, owner, group);
                show(listing, owner, group, param, path);
            }
        }
    }
}

static void list(struct listing *listing, const struct model *model)
{
    if (model == NULL) {
        list_schema(listing, NULL, "engine", &run_schema);
        list_schema(listing, NULL, "engine", &target_schema);
    } else {
        list_schema(listing, model, model->name, model->schema);
    }
}

static enum status end(struct listing *listing, struct error *error)
{
    return listing->format == FORMAT_SALIB ? salib_print(stdout, listing->context, error) : STATUS_OK;
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    static const struct listing_kind kind = {
        .what = "parameter",
        .legend = "Use: *sweep*: an experiment may sweep it; *dated*: it may change at a "
                  "date. In a table NAME is the name "
                  "of a row and NUMBER its place, counted from 1.\n\n",
        .formats = "text, markdown, csv, json or salib",
        .list = list,
        .end = end,
    };
    struct salib_problem problem = {0};
    enum status status = listing_run(cli, command, argc, argv, &kind, &problem, error);
    salib_clear(&problem);
    return status;
}

const struct command command_params = {
    .name = "params",
    .operands = "[PATTERN]",
    .text = "List parameters: default, range, unit, meaning, source.",
    .options = params_options,
    .option_count = sizeof params_options / sizeof params_options[0],
    .details = LISTING_DETAILS
    " \"sweep\": an experiment may sweep it. \"dated\": it may change at a date. A scenario "
    "writes group: { name = value; }, --set takes group.name=value, and in a table "
    "NAME is the name of a row, NUMBER its place counted from 1.\n"
    "\n"
    "A problem for SALib has names, bounds and dists of the real parameters that an experiment may sweep, as "
    "JSON; "
    "of tables those whose path is given, as in zones.centre.size. Bounds are the usual range where "
    "the "
    "model knows one, else the legal one.",
    .run = run,
};
