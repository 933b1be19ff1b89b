#include "sim/cli/list_options.h"

enum { OPTION_MODEL, OPTION_FORMAT };

struct reader {
    const struct cli *cli;
    struct list_options *options;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct reader *reader = context;
    if (option == OPTION_MODEL) {
        return cli_find_model(reader->cli, value, &reader->options->model, error);
    }
    return format_parse(value, &reader->options->format, error);
}

enum status list_options_parse(struct list_options *options, const struct cli *cli,
                               const struct command *command, int argc, char **argv, struct error *error)
{
    struct reader reader = {cli, options};
    struct operands operands;
    enum status status = STATUS_OK;
    *options = (struct list_options){.format = FORMAT_TEXT};
    TRY(options_parse(command, argc, argv, (struct option_sink){&reader, accept}, &operands, error));
    options->help = operands.help;
    if (!operands.help) {
        TRY(operands_expect(command, &operands, 0, 1, error));
        options->pattern = operands.count > 0 ? operands.words[0] : NULL;
    }
out:
    return status;
}

bool list_options_want(const struct list_options *options, const struct model *model)
{
    return options->model == NULL || options->model == model;
}
