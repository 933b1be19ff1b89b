#include "sim/cli/export_web.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/format.h"
#include "sim/date.h"
#include "version.h"

/* Values are texts, as a scenario would have them without quotes. A reference to nothing is left out. */
static void print_row(const struct param_set *set, const struct param_group *group, size_t row)
{
    const char *separator = "{";
    for (size_t p = 0; p < group->param_count; p++) {
        char value[PARAM_NOTE_MAX];
        struct param_slot slot = param_slot_at(set, group, row, &group->params[p]);
        param_format(set, &slot, value, sizeof value);
        if (slot.param->type != PARAM_REF || value[0] != '\0') {
            format_json_member(stdout, separator, slot.param->name, value);
            separator = ", ";
        }
    }
    printf("}");
}

/* Which groups have no rows of their own. */
static void print_scalars(const struct scenario *scenario)
{
    const char *separator = "";
    printf(",\n  \"scalars\": [");
    for (size_t s = 0; s < SCENARIO_SETS; s++) {
        const struct param_schema *schema = scenario->sets[s].schema;
        for (size_t g = 0; g < param_group_count(schema); g++) {
            const struct param_group *group = param_group_at(schema, g);
            if (group->row_size == 0) {
                printf("%s\"%s\"", separator, group->path);
                separator = ", ";
            }
        }
    }
    printf("]");
}

static void print_groups(const struct scenario *scenario)
{
    const char *separator = "";
    printf(",\n  \"groups\": {");
    for (size_t s = 0; s < SCENARIO_SETS; s++) {
        const struct param_set *set = &scenario->sets[s];
        for (size_t g = 0; g < param_group_count(set->schema); g++) {
            const struct param_group *group = param_group_at(set->schema, g);
            printf("%s\n    \"%s\": [", separator, group->path);
            for (size_t row = 0; row < param_row_count(set, group); row++) {
                printf("%s\n      ", row == 0 ? "" : ",");
                print_row(set, group, row);
            }
            printf("]");
            separator = ",";
        }
    }
    printf("\n  }");
}

static void print_changes(const struct change_list *list)
{
    printf(",\n  \"changes\": [");
    for (size_t i = 0; i < list->count; i++) {
        char date[11];
        date_format(list->changes[i].day, date);
        format_json_member(stdout, i == 0 ? "\n    {" : ",\n    {", "date", date);
        format_json_member(stdout, ", ", "path", list->changes[i].path);
        format_json_member(stdout, ", ", "value", list->changes[i].value);
        printf("}");
    }
    printf("]\n}\n");
}

/* The next of the paths that `*rest` begins with, or false: there is none. */
static bool next_path(const char **rest, char path[PARAM_PATH_MAX])
{
    const char *begin = *rest + strspn(*rest, ", ");
    size_t length = strcspn(begin, ", ");
    snprintf(path, PARAM_PATH_MAX, "%.*s", (int)length, begin);
    *rest = begin + length;
    return length != 0;
}

static enum status check_sliders(const struct scenario *scenario, const char *sliders, struct error *error)
{
    static const struct place place = {.file = "--sliders"};
    char path[PARAM_PATH_MAX];
    for (const char *rest = sliders; next_path(&rest, path);) {
        struct param_slot slot;
        PASS(param_find(scenario->sets, SCENARIO_SETS, path, &place, &slot, error));
        PASS(change_allowed(&slot, &place, error));
    }
    return STATUS_OK;
}

static void print_sliders(const char *sliders)
{
    char path[PARAM_PATH_MAX];
    const char *separator = "";
    printf(",\n  \"sliders\": [");
    for (const char *rest = sliders; next_path(&rest, path); separator = ", ") {
        fputs(separator, stdout);
        format_json_string(stdout, path);
    }
    printf("]");
}

enum status export_web_print(const struct scenario *scenario, const char *sliders, struct error *error)
{
    if (sliders != NULL) {
        PASS(check_sliders(scenario, sliders, error));
    }
    format_json_member(stdout, "{\n  ", "bassin", BASSIN_VERSION);
    format_json_member(stdout, ",\n  ", "model", scenario->model->name);
    format_json_member(stdout, ",\n  ", "title", scenario->title);
    if (sliders != NULL) {
        print_sliders(sliders);
    }
    print_scalars(scenario);
    print_groups(scenario);
    print_changes(&scenario->changes);
    return STATUS_OK;
}
