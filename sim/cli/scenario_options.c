#include "sim/cli/scenario_options.h"

#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"

void scenario_options_clear(struct scenario_options *options)
{
    memory_free(options->assignments);
    *options = (struct scenario_options){0};
}

/* Remembers `path``value`, where `path` is "" or ends with "=". */
static enum status assign(struct scenario_options *options, const char *path, const char *value,
                          struct error *error)
{
    if (options->assignment_count == options->assignment_capacity) {
        size_t capacity = 2 * options->assignment_capacity + 8;
        void *grown = memory_grow(options->assignments, options->assignment_count, capacity,
                                  sizeof *options->assignments);
        if (grown == NULL) {
            return error_memory(error, "options");
        }
        options->assignments = grown;
        options->assignment_capacity = capacity;
    }
    char *assignment = options->assignments[options->assignment_count];
    int length = snprintf(assignment, sizeof *options->assignments, "%s%s", path, value);
    if (length >= (int)sizeof *options->assignments) {
        return error_set(error, STATUS_INPUT, "--set %.40s...: too long", value);
    }
    options->assignment_count++;
    return STATUS_OK;
}

enum status scenario_options_accept(struct scenario_options *options, size_t option, const char *value,
                                    struct error *error)
{
    int64_t seed;
    int32_t day;
    enum status status = STATUS_OK;
    switch (option) {
    case OPTION_OUTPUT:
        options->output = value;
        break;
    case OPTION_SET:
        if (strchr(value, '=') == NULL) {
            return error_set(error, STATUS_INPUT, "--set %s: expected PATH=VALUE, such as run.daily=true",
                             value);
        }
        return assign(options, "", value, error);
    case OPTION_SEED:
        status = option_integer("seed", value, 0, (int64_t)1 << 53, &seed, error);
        return status != STATUS_OK ? status : assign(options, "run.seed=", value, error);
    case OPTION_UNTIL:
        if (!date_parse(value, &day)) {
            return error_set(error, STATUS_INPUT, "--until %s: expected a date such as 2016-01-31", value);
        }
        return assign(options, "run.end=", value, error);
    case OPTION_FORCE:
        options->force = true;
        break;
    }
    return status;
}

enum status scenario_options_read(const struct scenario_options *options, const struct cli *cli,
                                  const char *path, struct scenario *scenario, struct error *error)
{
    const char **assignments = memory_alloc(options->assignment_count + 1, sizeof *assignments);
    if (assignments == NULL) {
        return error_memory(error, "options");
    }
    for (size_t i = 0; i < options->assignment_count; i++) {
        assignments[i] = options->assignments[i];
    }
    enum status status = scenario_read(scenario, path, cli->models, cli->model_count, assignments,
                                       options->assignment_count, error);
    memory_free(assignments);
    return status;
}

enum status scenario_options_output(const struct scenario_options *options, const char *scenario_path,
                                    char output[OUTPUT_PATH_MAX], struct error *error)
{
    int length = 0;
    if (options->output != NULL && (options->output[0] == '\0' || strcmp(options->output, "-") == 0)) {
        return error_set(error, STATUS_INPUT, "-o \"%s\": a result needs a file", options->output);
    }
    if (options->output != NULL) {
        length = snprintf(output, OUTPUT_PATH_MAX, "%s", options->output);
    } else if (strcmp(scenario_path, "-") == 0) {
        return error_set(error, STATUS_INPUT,
                         "a scenario from standard input gives the result no name: expected -o FILE.h5");
    } else {
        const char *slash = strrchr(scenario_path, '/');
        const char *name = slash != NULL ? slash + 1 : scenario_path;
        const char *dot = strrchr(name, '.');
        size_t stem = dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
        length = snprintf(output, OUTPUT_PATH_MAX, "%.*s.h5", (int)stem, name);
    }
    if (length >= OUTPUT_PATH_MAX) {
        return error_set(error, STATUS_INPUT, "the path of the result is too long");
    }
    return STATUS_OK;
}
