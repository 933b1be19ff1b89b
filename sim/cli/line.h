/* A line for people and for grep. */
#ifndef SIM_CLI_LINE_H
#define SIM_CLI_LINE_H

/* On a terminal that is too narrow a long line goes on under itself, after `hanging` spaces, broken between
 * words; in a pipe it stays whole. Goes to standard output and ends with a newline. */
__attribute__((format(printf, 2, 3))) void line_print(int hanging, const char *format, ...);

#endif
