#include "sim/cli/parameters_option.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/free_parameters.h"

/* Beside the scenario, called as its file is. */
static void name_file(const char *scenario_path, char path[PARAMETERS_PATH_MAX])
{
    const char *slash = strrchr(scenario_path, '/');
    const char *name = slash != NULL ? slash + 1 : scenario_path;
    const char *dot = strrchr(name, '.');
    int stem = (int)(dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name));
    snprintf(path, PARAMETERS_PATH_MAX, "%.*sparameters/%.*s.csv", (int)(name - scenario_path), scenario_path,
             stem, name);
}

enum status parameters_option_read(struct design *design, const char *given, const char *scenario_path,
                                   char path[PARAMETERS_PATH_MAX], const struct scenario *scenario,
                                   bool around, struct error *error)
{
    if (given != NULL) {
        return free_parameters_read(design, given, scenario, around, error);
    }
    name_file(scenario_path, path);
    if (access(path, F_OK) != 0) {
        error_set(error, STATUS_INPUT, "nothing says which parameters are free: there is no %s", path);
        error_hint(error,
                   "write it or give another with --parameters FILE.csv; a column \"parameter\" will do");
        return STATUS_INPUT;
    }
    return free_parameters_read(design, path, scenario, around, error);
}
