#include "sim/cli/scenario_options.h"

#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "sim/cli/messages.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/io/scenario_file.h"
#include "sim/io/settings_file.h"
#include "sim/remarks.h"

void scenario_options_clear(struct scenario_options *options)
{
    assignments_clear(&options->given);
    *options = (struct scenario_options){0};
}

/* What --seed and --until are short for. */
static enum status assign(struct scenario_options *options, const char *path, const char *value,
                          struct error *error)
{
    char assignment[256];
    int length = snprintf(assignment, sizeof assignment, "%s%s", path, value);
    if (length >= (int)sizeof assignment) {
        return error_set(error, STATUS_INPUT, "--set %s%.40s...: too long", path, value);
    }
    return assignments_add_option(&options->given, "--set", assignment, error);
}

enum status scenario_options_accept(struct scenario_options *options, size_t option, const char *value,
                                    struct error *error)
{
    int64_t seed;
    int32_t day;
    switch (option) {
    case OPTION_OUTPUT:
        options->output = value;
        break;
    case OPTION_SET:
        return assignments_add_option(&options->given, "--set", value, error);
    case OPTION_SET_FROM:
        return settings_file_read(value, &options->given, error);
    case OPTION_CHANGE:
        return assignments_add_option(&options->given, "--change", value, error);
    case OPTION_SEED:
        PASS(option_integer("seed", value, 0, (int64_t)1 << 53, &seed, error));
        return assign(options, "run.seed=", value, error);
    case OPTION_UNTIL:
        if (!date_parse(value, &day)) {
            return error_set(error, STATUS_INPUT, "--until %s: expected a date such as 2016-01-31", value);
        }
        return assign(options, "run.end=", value, error);
    case OPTION_FORCE:
        options->force = true;
        break;
    }
    return STATUS_OK;
}

static void warn(void *context, const struct place *place, const char *text)
{
    (void)context;
    message_warning(place, text);
}

enum status scenario_options_read(const struct scenario_options *options, const struct cli *cli,
                                  const char *path, struct scenario *scenario, struct error *error)
{
    PASS(scenario_read_given(scenario, path, cli->models, cli->model_count, &options->given, error));
    return scenario_remarks(scenario, warn, NULL, error);
}

/* Where the links at `path` lead: the file that is to be written. One that leads nowhere yet counts, too. */
static enum status follow_links(char path[OUTPUT_PATH_MAX], struct error *error)
{
    enum { LINKS_MAX = 40 };
    for (int i = 0; i < LINKS_MAX; i++) {
        char target[OUTPUT_PATH_MAX];
        char joined[2 * OUTPUT_PATH_MAX];
        ssize_t length = readlink(path, target, sizeof target);
        if (length < 0) { /* no link, or nothing at all */
            return STATUS_OK;
        }
        const char *slash = target[0] == '/' ? NULL : strrchr(path, '/');
        int folder = slash != NULL ? (int)(slash - path) + 1 : 0;
        int written = snprintf(joined, sizeof joined, "%.*s%.*s", folder, path, (int)length, target);
        if (written >= OUTPUT_PATH_MAX) {
            break;
        }
        memcpy(path, joined, (size_t)written + 1);
    }
    return error_set(error, STATUS_INPUT, "the links of the path of the result lead too far");
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
    return follow_links(output, error);
}

void scenario_effort_text(const struct scenario *scenario, int threads, int32_t day, char *text, size_t size)
{
    char bytes[32];
    char time[32];
    int used = snprintf(text, size, "%d thread%s", threads, threads == 1 ? "" : "s");
    if (scenario->model->effort != NULL) {
        struct effort effort = scenario->model->effort(scenario->sets[1].values);
        text_bytes(bytes, sizeof bytes, effort.bytes);
        text_duration(time, sizeof time, effort.day_seconds * (scenario->run->end - day) / threads);
        snprintf(text + used, size - (size_t)used, ", about %s of memory, about %s", bytes, time);
    }
}
