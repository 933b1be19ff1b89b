/* What is in a result file, told to people. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <hdf5_hl.h>

#include "sim/date.h"
#include "sim/io/netcdf.h"
#include "sim/io/result_file.h"
#include "sim/io/result_parts.h"
#include "sim/memory.h"

enum { LINE = 1024, LABELS_SHOWN = 8, MAX_RANK = 8 };

struct telling {
    struct netcdf nc;
    void (*line)(void *context, const char *text);
    void *context;
};

__attribute__((format(printf, 2, 3))) static void tell(struct telling *telling, const char *format, ...)
{
    char text[LINE];
    va_list arguments;
    if (telling->nc.status != STATUS_OK) {
        return;
    }
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    telling->line(telling->context, text);
}

/* Adds to a line that is being put together; what does not fit is cut off. */
__attribute__((format(printf, 2, 3))) static void append(char text[LINE], const char *format, ...)
{
    va_list arguments;
    size_t length = strlen(text);
    va_start(arguments, format);
    vsnprintf(text + length, LINE - length, format, arguments);
    va_end(arguments);
}

/* ---- origin ---- */

static void tell_attribute(struct telling *telling, const char *label, const char *name)
{
    char *text = netcdf_get_text(&telling->nc, telling->nc.file, name);
    if (text != NULL && text[0] != '\0') {
        tell(telling, "%-10s %s", label, text);
    }
    memory_free(text);
}

static int64_t get_int(struct netcdf *nc, const char *name)
{
    long long value = 0;
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5LTget_attribute_long_long(nc->file, "/", name, &value));
    }
    return value;
}

static void tell_period(struct telling *telling)
{
    struct netcdf *nc = &telling->nc;
    char *first = netcdf_get_text(nc, nc->file, "first_simulated_day");
    char *start = netcdf_get_text(nc, nc->file, "start");
    char *end = netcdf_get_text(nc, nc->file, "end");
    int32_t end_day;
    char last[11];
    if (nc->status == STATUS_OK && date_parse(end, &end_day)) {
        date_format(end_day - 1, last);
        bool burn_in = strcmp(first, start) != 0;
        tell(telling, "%-10s %s to %s%s%s", "period", start, last, burn_in ? ", simulated from " : "",
             burn_in ? first : "");
    }
    memory_free(end);
    memory_free(start);
    memory_free(first);
}

static void tell_size(struct telling *telling)
{
    struct stat facts;
    if (stat(telling->nc.path, &facts) == 0) {
        double bytes = (double)facts.st_size;
        const char *unit = bytes < 1e6 ? "kB" : bytes < 1e9 ? "MB" : "GB";
        double scale = bytes < 1e6 ? 1e3 : bytes < 1e9 ? 1e6 : 1e9;
        tell(telling, "%-10s %.1f %s", "size", bytes / scale, unit);
    }
}

static void tell_origin(struct telling *telling)
{
    struct netcdf *nc = &telling->nc;
    tell_attribute(telling, "title", "title");
    tell_attribute(telling, "model", "model");
    tell_attribute(telling, "", "model_text");
    tell_attribute(telling, "version", "version");
    tell_attribute(telling, "commit", "commit");
    tell_attribute(telling, "created", "created");
    tell_attribute(telling, "command", "command_line");
    long long seed = get_int(nc, "seed");
    long long population_seed = get_int(nc, "population_seed");
    tell(telling, "%-10s %lld, of the population %lld", "seed", seed, population_seed);
    tell_period(telling);
    tell_size(telling);
}

/* ---- dimensions and outputs ---- */

static bool is_variable(hid_t object)
{
    return object >= 0 && H5Iget_type(object) == H5I_DATASET;
}

static void tell_dates(struct netcdf *nc, const char *name, uint64_t size, char text[LINE])
{
    int32_t *days = memory_alloc(size, sizeof *days);
    if (days == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "dates of the result"));
        return;
    }
    netcdf_read(nc, nc->file, name, COLUMN_I32, size, days);
    if (nc->status == STATUS_OK && size != 0) {
        char first[11];
        char last[11];
        date_format(days[0], first);
        date_format(days[size - 1], last);
        append(text, "%s to %s", first, last);
    }
    memory_free(days);
}

static void tell_labels(struct netcdf *nc, hid_t variable, char text[LINE])
{
    size_t size;
    char **labels = netcdf_read_texts(nc, variable, &size);
    for (size_t i = 0; i < size && i < LABELS_SHOWN; i++) {
        append(text, "%s%s", i > 0 ? ", " : "", labels[i]);
    }
    if (size > LABELS_SHOWN) {
        append(text, ", ... %s", labels[size - 1]);
    }
    netcdf_free_texts(labels, size);
}

static void tell_dimension(struct telling *telling, hid_t variable, const char *name)
{
    struct netcdf *nc = &telling->nc;
    char text[LINE] = "";
    uint64_t size = netcdf_size(nc, variable);
    hid_t type = H5Dget_type(variable);
    append(text, "  %-20s %7llu   ", name, (unsigned long long)size);
    if (H5Tget_class(type) == H5T_STRING) {
        tell_labels(nc, variable, text);
    } else if (strcmp(name, "time") == 0 || strcmp(name, "day") == 0) {
        tell_dates(nc, name, size, text);
    }
    H5Tclose(type);
    tell(telling, "%s", text);
}

static herr_t append_scale(hid_t variable, unsigned dimension, hid_t scale, void *context)
{
    (void)variable;
    char name[128] = "";
    H5DSget_scale_name(scale, name, sizeof name);
    append(context, "%s%s", dimension > 0 ? ", " : "", name);
    return 1; /* one scale says it */
}

static void tell_output(struct telling *telling, hid_t variable, const char *name)
{
    struct netcdf *nc = &telling->nc;
    char text[LINE] = "";
    if (strcmp(name, "scenario") == 0 || strcmp(name, "time_first") == 0) {
        return; /* the scenario and the other end of `time` are no outputs */
    }
    hid_t space = H5Dget_space(variable);
    int rank = H5Sget_simple_extent_ndims(space);
    H5Sclose(space);
    append(text, "  %s(", name);
    for (int i = 0; i < rank; i++) {
        H5DSiterate_scales(variable, (unsigned)i, NULL, append_scale, text);
    }
    char *unit = netcdf_get_text(nc, variable, "units");
    char *meaning = netcdf_get_text(nc, variable, "long_name");
    append(text, ") [%s]  %s", unit != NULL ? unit : "", meaning != NULL ? meaning : "");
    tell(telling, "%s", text);
    memory_free(meaning);
    memory_free(unit);
}

static void tell_variables(struct telling *telling, char *const *names, size_t count, bool scales)
{
    struct netcdf *nc = &telling->nc;
    for (size_t i = 0; i < count; i++) {
        hid_t object = netcdf_find(nc, nc->file, names[i]);
        if (is_variable(object) && (H5DSis_scale(object) > 0) == scales) {
            if (scales) {
                tell_dimension(telling, object, names[i]);
            } else {
                tell_output(telling, object, names[i]);
            }
        }
        netcdf_drop(nc, object);
    }
}

static void tell_series(struct telling *telling)
{
    size_t count;
    char **names = netcdf_names(&telling->nc, telling->nc.file, &count);
    tell(telling, "%s", "");
    tell(telling, "dimensions");
    tell_variables(telling, names, count, true);
    tell(telling, "%s", "");
    tell(telling, "outputs");
    tell_variables(telling, names, count, false);
    netcdf_free_texts(names, count);
}

/* ---- panels ---- */

static void tell_panel(struct telling *telling, hid_t group, const char *name)
{
    struct netcdf *nc = &telling->nc;
    char text[LINE] = "";
    size_t count;
    char **columns = netcdf_names(nc, group, &count);
    hid_t row = netcdf_find(nc, group, "row");
    append(text, "  %-20s %llu rows: ", name, (unsigned long long)netcdf_size(nc, row));
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(columns[i], "row") != 0) {
            append(text, "%s%s", first ? "" : ", ", columns[i]);
            first = false;
        }
    }
    tell(telling, "%s", text);
    netcdf_drop(nc, row);
    netcdf_free_texts(columns, count);
}

static void tell_panels(struct telling *telling)
{
    struct netcdf *nc = &telling->nc;
    if (nc->status != STATUS_OK || H5Lexists(nc->file, "panel", H5P_DEFAULT) <= 0) {
        return;
    }
    size_t count;
    hid_t parent = netcdf_find(nc, nc->file, "panel");
    char **names = netcdf_names(nc, parent, &count);
    tell(telling, "%s", "");
    tell(telling, "panels");
    for (size_t i = 0; i < count; i++) {
        hid_t group = netcdf_find(nc, parent, names[i]);
        tell_panel(telling, group, names[i]);
        netcdf_drop(nc, group);
    }
    netcdf_free_texts(names, count);
    netcdf_drop(nc, parent);
}

/* ---- parameters ---- */

static char **read_column(struct netcdf *nc, hid_t group, const char *name, size_t *size)
{
    hid_t variable = netcdf_find(nc, group, name);
    char **texts = netcdf_read_texts(nc, variable, size);
    netcdf_drop(nc, variable);
    return texts;
}

/* Where the name of the row ends in "zones.Mulhouse.jobs", and of the table; 0 for "search.effort", which
 * belongs to no table. */
static size_t row_length(const char *path, size_t *table_length)
{
    const char *first = strchr(path, '.');
    const char *last = strrchr(path, '.');
    if (first == NULL || first == last) {
        return 0;
    }
    *table_length = (size_t)(first - path);
    return (size_t)(last - path);
}

/* Tables have many values and seldom a default: their rows are counted. Returns the first path beyond it. */
static size_t tell_table(struct telling *telling, char *const *paths, size_t begin, size_t count)
{
    size_t table_length = 0;
    size_t rows = 0;
    size_t i = begin;
    row_length(paths[begin], &table_length);
    for (; i < count && strncmp(paths[i], paths[begin], table_length + 1) == 0; i++) {
        size_t length = row_length(paths[i], &table_length);
        rows += i == begin || strncmp(paths[i], paths[i - 1], length + 1) != 0;
    }
    tell(telling, "  %-40.*s %zu row%s", (int)table_length, paths[begin], rows, rows == 1 ? "" : "s");
    return i;
}

static void tell_values(struct telling *telling, char *const *paths, char *const *values,
                        char *const *defaults, size_t count)
{
    for (size_t i = 0; i < count;) {
        size_t table_length;
        if (row_length(paths[i], &table_length) != 0) {
            i = tell_table(telling, paths, i, count);
            continue;
        }
        if (strcmp(values[i], defaults[i]) != 0) {
            bool given = defaults[i][0] != '\0';
            tell(telling, "  %-40s %s%s%s%s", paths[i], values[i], given ? "  (default " : "", defaults[i],
                 given ? ")" : "");
        }
        i++;
    }
}

static void tell_parameters(struct telling *telling)
{
    struct netcdf *nc = &telling->nc;
    size_t sizes[3];
    hid_t group = netcdf_find(nc, nc->file, "parameters");
    char **paths = read_column(nc, group, "parameter", &sizes[0]);
    char **values = read_column(nc, group, "value", &sizes[1]);
    char **defaults = read_column(nc, group, "default", &sizes[2]);
    tell(telling, "%s", "");
    tell(telling, "parameters that differ from their default, and tables");
    if (nc->status == STATUS_OK && sizes[1] == sizes[0] && sizes[2] == sizes[0]) {
        tell_values(telling, paths, values, defaults, sizes[0]);
    }
    netcdf_free_texts(defaults, sizes[2]);
    netcdf_free_texts(values, sizes[1]);
    netcdf_free_texts(paths, sizes[0]);
    netcdf_drop(nc, group);
}

void result_expect(struct netcdf *nc)
{
    char *source = netcdf_get_text(nc, nc->file, "source");
    if (nc->status == STATUS_OK && strncmp(source, "bassin ", strlen("bassin ")) != 0) {
        netcdf_fail(nc, error_set(nc->error, STATUS_INPUT, "\"%s\" is not a result of bassin", nc->path));
    }
    memory_free(source);
}

enum status result_describe(const char *path, void (*line)(void *context, const char *text), void *context,
                            struct error *error)
{
    struct telling telling = {.line = line, .context = context};
    netcdf_open(&telling.nc, path, error);
    result_expect(&telling.nc);
    tell_origin(&telling);
    tell_series(&telling);
    tell_panels(&telling);
    tell_parameters(&telling);
    return netcdf_close(&telling.nc);
}
