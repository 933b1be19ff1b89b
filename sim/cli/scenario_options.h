/* The options of `run` and `check` that say which scenario with which values, and where its result goes. */
#ifndef SIM_CLI_SCENARIO_OPTIONS_H
#define SIM_CLI_SCENARIO_OPTIONS_H

#include "sim/cli/command.h"
#include "sim/run.h"

enum { OUTPUT_PATH_MAX = 4000 };

/* Beside --set wherever that is. */
#define SETTINGS_OPTIONS                                                                                     \
    {"set-from", 'i', "FILE",                                                                                \
     "Take values from a file of another program: a line for each, PATH VALUE or PATH = VALUE, or with "     \
     "FILE.csv:ROW the row of that number (from 1) below a line of paths. DATE:PATH is a dated change."},    \
    {                                                                                                        \
        "change", 'd', "DATE:PATH=VALUE",                                                                    \
            "Change a parameter at a date, as `changes` of a scenario do; can be repeated."                  \
    }

/* First in the declaration of both subcommands, in this order. */
#define SCENARIO_OPTIONS                                                                                     \
    {"output", 'o', "FILE.h5",                                                                               \
     "Where the result goes; without it, the scenario's file name with .h5 in the current folder."},         \
        {"set", 's', "PATH=VALUE",                                                                           \
         "Give a parameter another value, as in --set run.daily=true; can be repeated."},                    \
        SETTINGS_OPTIONS,                                                                                    \
        {"seed", 'n', "N", "Seed of everything that happens: short for --set run.seed=N."},                  \
        {"until", 'u', "DATE", "First day that is not simulated: short for --set run.end=DATE."},            \
    {                                                                                                        \
        "force", 'f', NULL,                                                                                  \
            "Overwrite the result if it exists, and forget a checkpoint unless --resume is given."           \
    }

enum {
    OPTION_OUTPUT,
    OPTION_SET,
    OPTION_SET_FROM,
    OPTION_CHANGE,
    OPTION_SEED,
    OPTION_UNTIL,
    OPTION_FORCE,
    SCENARIO_OPTION_COUNT
};

struct scenario_options {
    const char *output; /* NULL: to be derived */
    bool force;
    struct assignments given; /* in the order given; the last one wins */
};

void scenario_options_clear(struct scenario_options *options);

/* Takes one of the options above. */
enum status scenario_options_accept(struct scenario_options *options, size_t option, const char *value,
                                    struct error *error);

/* Reads `path` with these options; warns of settings without effect and of unusual values. */
enum status scenario_options_read(const struct scenario_options *options, const struct cli *cli,
                                  const char *path, struct scenario *scenario, struct error *error);

/* "2 threads, about 90 MB, about 0:40" for the days from `day` to the end; less where the model cannot tell.
 */
void scenario_effort_text(const struct scenario *scenario, int threads, int32_t day, char *text, size_t size);

/* Path of the result; a symbolic link is followed. */
enum status scenario_options_output(const struct scenario_options *options, const char *scenario_path,
                                    char output[OUTPUT_PATH_MAX], struct error *error);

#endif
