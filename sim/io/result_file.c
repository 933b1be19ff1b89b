#include "sim/io/result_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/netcdf.h"
#include "sim/io/result_parts.h"
#include "sim/io/scenario_file.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"

static void write_scenario(struct netcdf *nc, const struct scenario *scenario)
{
    char *text = NULL;
    netcdf_fail(nc, scenario_write_text(scenario, &text, nc->error));
    if (nc->status == STATUS_OK) {
        hid_t variable = netcdf_document(nc, nc->file, "scenario", text);
        netcdf_put_text(nc, variable, "long_name", "The resolved scenario; saved as a file it runs again");
        netcdf_drop(nc, variable);
    }
    memory_free(text);
}

static enum status write_all(const char *temporary, const struct result_options *options, struct run *run,
                             struct spool *spool, struct error *error)
{
    struct netcdf nc;
    netcdf_create(&nc, temporary, options->path, error);
    result_write_origin(&nc, run, run->scenario->title, options->command_line);
    netcdf_put_int(&nc, nc.file, "seed", run->scenario->run->seed);
    netcdf_put_int(&nc, nc.file, "population_seed", run->scenario->run->population_seed);
    result_write_days(&nc, run);
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
    TRY(result_check_path(options->path, true, error));
    TRY(whole_file_begin(&file, options->path, error));
    TRY(write_all(file.temporary, options, run, spool, error));
    TRY(whole_file_commit(&file, options->overwrite, error));
out:
    whole_file_clear(&file);
    return status;
}

/* What is at `path`: nothing, or a file that may be replaced. */
static enum status check_existing(const char *path, bool overwrite, struct error *error)
{
    struct stat facts;
    if (lstat(path, &facts) != 0) {
        return STATUS_OK;
    }
    if (!S_ISREG(facts.st_mode)) {
        return error_set(error, STATUS_INPUT, "\"%s\" is %s, the name of a file was expected", path,
                         S_ISDIR(facts.st_mode) ? "a folder" : "no ordinary file");
    }
    if (!overwrite) {
        error_set(error, STATUS_INPUT, "\"%s\" exists already", path);
        error_hint(error, "choose another name with -o, or --force to replace it");
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

enum status result_check_path(const char *path, bool overwrite, struct error *error)
{
    struct stat facts;
    if (path[0] == '\0') {
        return error_set(error, STATUS_INPUT, "the name of the result is empty");
    }
    enum status status = check_existing(path, overwrite, error);
    char *folder = folder_of(path);
    char *longest = text_join(path, ".checkpoint.partial");
    if (folder == NULL || longest == NULL) {
        status = error_memory(error, "file name");
    } else if (status == STATUS_OK && (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0 ||
                                       (lstat(longest, &facts) != 0 && errno != ENOENT))) {
        status = error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", path, strerror(errno));
    }
    memory_free(folder);
    memory_free(longest);
    return status;
}
