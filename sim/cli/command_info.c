/* `bassin info`: what is in a result. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/io/result_file.h"

enum { HANGING = 4 };

/* On a terminal a long line goes on under itself; in a pipe it stays whole, for grep. */
static void print_line(void *context, const char *text)
{
    const struct terminal *terminal = context;
    int columns = terminal_columns(stdout);
    int indent = (int)strspn(text, " ");
    if (!terminal->present || text_columns(text) <= columns || columns <= indent + HANGING) {
        puts(text);
        return;
    }
    const char *line;
    size_t length = text_next_line(&text, columns - indent, &line);
    printf("%*s%.*s\n", indent, "", (int)length, line);
    text_wrap(stdout, text, indent + HANGING, 0, columns);
}

static enum status accept_none(void *context, size_t option, const char *value, struct error *error)
{
    (void)context;
    (void)option;
    (void)value;
    return error_set(error, STATUS_FAILED, "an option without an owner");
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    (void)cli;
    struct terminal terminal = terminal_of(stdout);
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){NULL, accept_none}, &operands, error));
    if (operands.help) {
        goto out;
    }
    TRY(operands_expect(command, &operands, 1, 1, error));
    TRY(result_describe(operands.words[0], print_line, &terminal, error));
out:
    return status;
}

const struct command command_info = {
    .name = "info",
    .operands = "FILE.h5",
    .text = "Show what is in a result: where it comes from, parameters, dimensions, series.",
    .options = NULL,
    .option_count = 0,
    .details = NULL,
    .run = run,
};
