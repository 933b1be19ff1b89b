/* Where a result comes from: attributes of the file. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "sim/date.h"
#include "sim/io/result_parts.h"
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

void result_write_origin(struct netcdf *nc, const struct run *run, const char *title,
                         const char *command_line)
{
    const struct scenario *scenario = run->scenario;
    char created[TIME_TEXT];
    char text[1024];
    format_now(created);
    netcdf_put_text(nc, nc->file, "Conventions", "CF-1.10");
    netcdf_put_text(nc, nc->file, "title", title);
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
}

void result_write_days(struct netcdf *nc, const struct run *run)
{
    put_date(nc, "first_simulated_day", run->sim.first_day);
    put_date(nc, "start", run->sim.start_day);
    put_date(nc, "end", run->sim.end_day);
}
