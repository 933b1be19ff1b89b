#include "sim/io/result_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sim/date.h"
#include "sim/io/netcdf.h"
#include "sim/io/result_parts.h"
#include "sim/io/scenario_file.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"
#include "version.h"

enum { TIME_TEXT = 32 };

/* Now, or what SOURCE_DATE_EPOCH says, so that a build system can make the same file again. */
static void format_now(char text[TIME_TEXT])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = time(NULL);
    if (epoch != NULL && epoch[0] != '\0') {
        char *end;
        long long given = strtoll(epoch, &end, 10);
        if (*end == '\0') {
            now = (time_t)given;
        }
    }
    struct tm parts;
    if (gmtime_r(&now, &parts) == NULL || strftime(text, TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        snprintf(text, TIME_TEXT, "unknown");
    }
}

static void put_date(struct netcdf *nc, const char *name, int32_t day)
{
    char text[11];
    date_format(day, text);
    netcdf_put_text(nc, nc->file, name, text);
}

static void write_origin(struct netcdf *nc, const struct run *run, const char *command_line)
{
    const struct scenario *scenario = run->scenario;
    char created[TIME_TEXT];
    char text[1024];
    format_now(created);
    netcdf_put_text(nc, nc->file, "Conventions", "CF-1.10");
    netcdf_put_text(nc, nc->file, "title", scenario->title);
    netcdf_put_text(nc, nc->file, "model", scenario->model->name);
    netcdf_put_text(nc, nc->file, "model_text", scenario->model->text);
    snprintf(text, sizeof text, "bassin %s (%s), model %s", BASSIN_VERSION, BASSIN_COMMIT,
             scenario->model->name);
    netcdf_put_text(nc, nc->file, "source", text);
    netcdf_put_text(nc, nc->file, "version", BASSIN_VERSION);
    netcdf_put_text(nc, nc->file, "commit", BASSIN_COMMIT);
    netcdf_put_text(nc, nc->file, "arithmetic", "IEEE 754 doubles, no contraction, own exp, log and pow");
    netcdf_put_text(nc, nc->file, "command_line", command_line);
    netcdf_put_text(nc, nc->file, "created", created);
    snprintf(text, sizeof text, "%s: %s", created, command_line);
    netcdf_put_text(nc, nc->file, "history", text);
    netcdf_put_int(nc, nc->file, "seed", scenario->run->seed);
    netcdf_put_int(nc, nc->file, "population_seed", scenario->run->population_seed);
    put_date(nc, "first_simulated_day", run->sim.first_day);
    put_date(nc, "start", run->sim.start_day);
    put_date(nc, "end", run->sim.end_day);
}

static void write_scenario(struct netcdf *nc, const struct scenario *scenario)
{
    char *text = NULL;
    netcdf_fail(nc, scenario_write_text(scenario, &text, nc->error));
    hid_t variable = netcdf_text_variable(nc, nc->file, "scenario", NULL, 0);
    netcdf_put_text(nc, variable, "long_name", "The resolved scenario; saved as a file it runs again");
    netcdf_write_text(nc, variable, (const char *const *)&text);
    netcdf_drop(nc, variable);
    memory_free(text);
}

static enum status write_all(const char *temporary, const struct result_options *options, struct run *run,
                             struct spool *spool, struct error *error)
{
    struct netcdf nc;
    netcdf_create(&nc, temporary, options->path, error);
    write_origin(&nc, run, options->command_line);
    result_write_series(&nc, run);
    write_scenario(&nc, run->scenario);
    result_write_parameters(&nc, run->scenario);
    if (spool != NULL && run->scenario->run->panels && run->model->panel_count != 0) {
        result_write_panels(&nc, run, spool);
    }
    return netcdf_close(&nc);
}

enum status result_write(const struct result_options *options, struct run *run, struct spool *spool,
                         struct error *error)
{
    enum status status = STATUS_OK;
    struct whole_file file = {0};
    if (!run->finished) {
        return error_set(error, STATUS_FAILED, "the run is not finished: there is no result to write");
    }
    TRY(result_check_path(options->path, options->overwrite, error));
    TRY(whole_file_begin(&file, options->path, error));
    TRY(write_all(file.temporary, options, run, spool, error));
    TRY(whole_file_commit(&file, error));
out:
    whole_file_clear(&file);
    return status;
}

enum status result_check_path(const char *path, bool overwrite, struct error *error)
{
    struct stat facts;
    if (path[0] == '\0') {
        return error_set(error, STATUS_INPUT, "the name of the result is empty");
    }
    if (stat(path, &facts) == 0) {
        if (S_ISDIR(facts.st_mode)) {
            return error_set(error, STATUS_INPUT, "\"%s\" is a folder, the name of a file was expected",
                             path);
        }
        if (!overwrite) {
            enum status status = error_set(error, STATUS_INPUT, "\"%s\" exists already", path);
            error_hint(error, "choose another name with -o, or --force to replace it");
            return status;
        }
    }
    struct whole_file file;
    enum status status = whole_file_begin(&file, path, error);
    if (status != STATUS_OK) {
        return status;
    }
    int descriptor = open(file.temporary, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        status = error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", path, strerror(errno));
    } else {
        close(descriptor);
    }
    whole_file_clear(&file);
    return status;
}
