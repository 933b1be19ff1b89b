/* Text in the code of older spreadsheets (Windows-1252, which holds all letters of Latin-1), made UTF-8. */
#ifndef SIM_IO_LATIN_TEXT_H
#define SIM_IO_LATIN_TEXT_H

#include <stdbool.h>

#include "sim/io/text_file.h"

/* Whether text holds letters beyond ASCII and none of them is UTF-8: so that a damaged file is not taken for
 * another code. */
bool text_is_latin(const struct text_buffer *bytes);

/* Makes it UTF-8. Bytes that stand for nothing stay, for text_line_check to refuse. */
enum status text_from_latin(struct text_buffer *bytes, struct error *error);

#endif
