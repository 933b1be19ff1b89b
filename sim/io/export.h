/* A result in forms that every tool reads: tidy CSV files with a dictionary, and classic netCDF. */
#ifndef SIM_IO_EXPORT_H
#define SIM_IO_EXPORT_H

#include <stdbool.h>

#include "sim/error.h"
#include "sim/io/result_load.h"

struct export_request {
    const struct loaded_result *result;
    const char *result_path;
    const char *path;     /* of the folder, or of the file */
    const size_t *series; /* [series_count] ids of outputs, which the result has */
    size_t series_count;
    bool panels;          /* with all panels that the result has */
    bool replace;         /* existing files; else they are a fault, before anything is written */
    int (*stopped)(void); /* whether to give up */
};

/* Writes into the folder `path`, which may exist:
 *
 *   monthly.csv, monthly_by_status.csv, ...   series of equal dimensions together, a row for each cell
 *   PANEL.csv                                 a row for each row of the panel, with labels and dates
 *   parameters.csv                            all values of the scenario
 *   dictionary.csv                            of each column: file, dimensions, unit, meaning, source
 *
 * What a run does not give is an empty cell. The dictionary comes last. */
enum status export_csv(const struct export_request *request, struct error *error);

/* Writes the file `path` as classic netCDF with 64-bit offsets (CDF-2), which has no groups and no 64-bit
 * integers: columns of panels are called PANEL_COLUMN, counts are doubles, labels arrays of characters. */
enum status export_classic(const struct export_request *request, struct error *error);

#endif
