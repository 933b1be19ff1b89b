/* CSV files: cells with their places.
 *
 * RFC 4180 with what people's files need: lines that begin with # are comments, empty lines count for
 * nothing, blanks around a cell that is not in quotes are no part of it, lines may end with \n or \r\n. A
 * cell ends on its line, also in quotes. The first line names the columns; all rows have as many cells.
 *
 * Text is UTF-8; a file whose letters are not is read as Windows-1252, of which Latin-1 is a part.
 *
 * Where the first line has semicolons and no commas, semicolons separate the cells, as spreadsheets of
 * countries with decimal commas write them; csv_file_number then reads 30 000 and 0,7. */
#ifndef SIM_IO_CSV_FILE_H
#define SIM_IO_CSV_FILE_H

#include <stddef.h>

#include "sim/error.h"
#include "sim/io/text_file.h"

struct csv_cell {
    size_t text; /* offset in the texts */
    int line;
    int column;
};

struct csv_file {
    const char *name;        /* in messages; borrowed */
    struct text_buffer text; /* of all cells, each ended by a zero */
    struct csv_cell *cells;  /* the names of the columns, then row after row */
    size_t cell_count;
    size_t columns;
    size_t rows;    /* without the names */
    char separator; /* "," or ";" */
};

/* Reads `name`, which must outlive `csv`. `place` is where it is named, NULL: on the command line.
 * STATUS_INPUT with the place of what is wrong. `csv_file_clear` is legal after a failure. */
enum status csv_file_read(struct csv_file *csv, const char *name, const struct place *place,
                          struct error *error);
void csv_file_clear(struct csv_file *csv);

/* The name of a column; the text of a cell, rows from 0. Good until the file is cleared. */
const char *csv_file_title(const struct csv_file *csv, size_t column);
const char *csv_file_text(const struct csv_file *csv, size_t row, size_t column);

/* The text of a cell that holds a number, with a decimal point and without blanks between thousands. Good
 * until `buffer` goes. STATUS_INPUT when it may be read in two ways. */
enum { CSV_NUMBER_MAX = 64 };
enum status csv_file_number(const struct csv_file *csv, size_t row, size_t column,
                            char buffer[CSV_NUMBER_MAX], const char **text, struct error *error);

/* Where each of `count` known columns stands, `csv->columns`: nowhere. An item of `size` bytes of `known`
 * begins with a pointer to the name of its column. STATUS_INPUT where a column has another name, or the name
 * of one before. */
enum status csv_file_find_columns(const struct csv_file *csv, const void *known, size_t count, size_t size,
                                  size_t *columns, struct error *error);

/* Where they stand. */
struct place csv_file_title_place(const struct csv_file *csv, size_t column);
struct place csv_file_place(const struct csv_file *csv, size_t row, size_t column);

#endif
