#include "sim/cli/run_log.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "sim/cli/format.h"
#include "sim/cli/progress.h"
#include "sim/date.h"

enum status run_log_open(struct run_log *log, const char *path, struct error *error)
{
    *log = (struct run_log){.file = fopen(path, "ae"), .begun = progress_clock()};
    return log->file != NULL
               ? STATUS_OK
               : error_set(error, STATUS_INPUT, "cannot write \"%s\": %s", path, strerror(errno));
}

/* A line; `member` 0: of none. */
static void write_line(struct run_log *log, const char *event, size_t member, int32_t day, int code,
                       const char *name, const char *text)
{
    time_t now = time(NULL);
    struct tm parts;
    char moment[32] = "";
    char date[11];
    if (log->file == NULL) {
        return;
    }
    if (gmtime_r(&now, &parts) != NULL) {
        strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", &parts);
    }
    date_format(day, date);
    flockfile(log->file);
    fprintf(log->file, "{\"event\": \"%s\", \"time\": \"%s\", \"seconds\": %.3f, \"day\": \"%s\"", event,
            moment, progress_clock() - log->begun, date);
    if (member > 0) {
        fprintf(log->file, ", \"member\": %zu", member);
    }
    if (code >= 0) {
        fprintf(log->file, ", \"status\": %d", code);
    }
    if (name != NULL) {
        format_json_member(log->file, ", ", name, text);
    }
    fputs("}\n", log->file);
    fflush(log->file);
    funlockfile(log->file);
}

void run_log_event(struct run_log *log, const char *event, int32_t day, int code, const char *name,
                   const char *text)
{
    write_line(log, event, 0, day, code, name, text);
}

void run_log_member(struct run_log *log, const char *event, size_t member, int32_t day, int code,
                    const char *name, const char *text)
{
    write_line(log, event, member, day, code, name, text);
}

enum status run_log_close(struct run_log *log, struct error *error)
{
    enum status status = STATUS_OK;
    if (log->file != NULL) {
        int failed = ferror(log->file);
        if (fclose(log->file) != 0 || failed) {
            status = error_set(error, STATUS_FAILED, "cannot write all of the log");
        }
        log->file = NULL;
    }
    return status;
}
