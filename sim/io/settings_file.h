/* Files of settings that calibration and design tools write, for --set-from.
 *
 * FILE holds a setting a line: the path of a parameter, blanks or "=", its value. FILE:ROW is a row of a CSV
 * file (csv_file.h) whose first line names the paths; rows count from 1, and a CSV file of one row needs no
 * number. A path may begin with a date, "2015-01-01:rates.moving": a dated change. */
#ifndef SIM_IO_SETTINGS_FILE_H
#define SIM_IO_SETTINGS_FILE_H

#include "sim/assignment.h"

/* Adds what `name`, "FILE" or "FILE:ROW", says to the list. STATUS_INPUT with file, line and column when it
 * cannot be read, has no such row, or gives a path twice. Values are checked where they are applied. */
enum status settings_file_read(const char *name, struct assignments *list, struct error *error);

#endif
