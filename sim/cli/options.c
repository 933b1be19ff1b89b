#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/name_hint.h"

enum { MAX_OPTIONS = 32, HELP_VALUE = 1000, HELP_COLUMN = 29 };

/* What getopt_long wants to know; its `val` is HELP_VALUE + 1 + the number of the option. */
struct getopt_tables {
    struct option longs[MAX_OPTIONS + 2];
    char letters[2 * MAX_OPTIONS + 4];
};

static void fill_tables(const struct command *command, struct getopt_tables *tables)
{
    *tables = (struct getopt_tables){0};
    char *letter = tables->letters;
    *letter++ = ':'; /* tell a missing argument from an unknown option */
    *letter++ = 'h';
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option_spec *option = &command->options[i];
        tables->longs[i] =
            (struct option){option->name, option->argument != NULL ? required_argument : no_argument, NULL,
                            HELP_VALUE + 1 + (int)i};
        if (option->letter != '\0') {
            *letter++ = option->letter;
        }
        if (option->letter != '\0' && option->argument != NULL) {
            *letter++ = ':';
        }
    }
    tables->longs[command->option_count] = (struct option){"help", no_argument, NULL, HELP_VALUE};
}

/* Number of the option that getopt_long returned as `value`, or -1. */
static int option_of(const struct command *command, int value)
{
    if (value > HELP_VALUE) {
        return value - HELP_VALUE - 1;
    }
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].letter != '\0' && command->options[i].letter == value) {
            return (int)i;
        }
    }
    return -1;
}

static void hint_nearest_option(const struct command *command, const char *name, struct error *error)
{
    struct name_hint hint =
        name_hint_among(name, command->options, command->option_count, sizeof command->options[0]);
    name_hint_offer(&hint, "help");
    if (hint.best[0] != '\0') {
        error_hint(error, "did you mean --%s?", hint.best);
    }
    error_hint(error, "\"bassin %s --help\" lists the options", command->name);
}

/* getopt_long said no to `word`, the last it looked at; `value` is what it left in optopt. */
static enum status refuse(const struct command *command, const char *word, int value, struct error *error)
{
    if (value > 0 && value < HELP_VALUE) {
        error_set(error, STATUS_INPUT, "unknown option -%c", value);
        error_hint(error, "\"bassin %s --help\" lists the options", command->name);
        return STATUS_INPUT;
    }
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    if (value != 0) {
        return error_set(error, STATUS_INPUT, "option --%s takes no value", name);
    }
    size_t matches = 0;
    for (size_t i = 0; i < command->option_count; i++) {
        matches += strncmp(command->options[i].name, name, strlen(name)) == 0;
    }
    enum status status = error_set(error, STATUS_INPUT,
                                   matches > 1 ? "option --%s is ambiguous" : "unknown option --%s", name);
    hint_nearest_option(command, name, error);
    return status;
}

static enum status lacks_value(const struct command *command, int value, struct error *error)
{
    const struct option_spec *option = &command->options[option_of(command, value)];
    return error_set(error, STATUS_INPUT, "option --%s needs a value: --%s %s", option->name, option->name,
                     option->argument);
}

static enum status take_operand(const struct command *command, int count, char **words,
                                struct operands *operands, struct error *error)
{
    enum status status = STATUS_OK;
    size_t length = strlen(command->operands);
    bool several = length > 3 && strcmp(command->operands + length - 3, "...") == 0;
    operands->word = count > 0 ? words[0] : NULL;
    operands->words = words;
    operands->count = (size_t)count;
    if (count == 0 && command->operands[0] != '[') {
        status = error_set(error, STATUS_INPUT, "%s: %s is missing", command->name, command->operands);
    } else if (count > 1 && !several) {
        status =
            error_set(error, STATUS_INPUT, "%s: \"%s\" is one argument too many", command->name, words[1]);
    }
    if (status != STATUS_OK) {
        error_hint(error, "usage: bassin %s [OPTION]... %s", command->name, command->operands);
    }
    return status;
}

enum status options_parse(const struct command *command, int argc, char **argv, struct option_sink sink,
                          struct operands *operands, struct error *error)
{
    struct getopt_tables tables;
    fill_tables(command, &tables);
    *operands = (struct operands){0};
    opterr = 0;
    optind = 0; /* glibc and musl: begin anew */
    for (;;) {
        int value = getopt_long(argc, argv, tables.letters, tables.longs, NULL);
        if (value == -1) {
            break;
        }
        if (value == 'h' || value == HELP_VALUE) {
            options_print_help(stdout, command);
            operands->help = true;
            return STATUS_OK;
        }
        if (value == '?') {
            return refuse(command, argv[optind - 1], optopt, error);
        }
        if (value == ':') {
            return lacks_value(command, optopt, error);
        }
        PASS(sink.accept(sink.context, (size_t)option_of(command, value), optarg, error));
    }
    return take_operand(command, argc - optind, argv + optind, operands, error);
}

enum status option_integer(const char *option, const char *value, int64_t min, int64_t max, int64_t *number,
                           struct error *error)
{
    char *end = NULL;
    errno = 0;
    long long parsed = strtoll(value, &end, 10);
    if (end == value || *end != '\0' || errno != 0 || parsed < min || parsed > max) {
        return error_set(error, STATUS_INPUT, "--%s %s: expected a whole number from %lld to %lld", option,
                         value, (long long)min, (long long)max);
    }
    *number = parsed;
    return STATUS_OK;
}

static void print_option(FILE *out, const struct option_spec *option, int columns)
{
    char left[96];
    int length = option->letter != '\0' ? snprintf(left, sizeof left, "  -%c, ", option->letter)
                                        : snprintf(left, sizeof left, "      ");
    length += snprintf(left + length, sizeof left - (size_t)length, "--%s%s%s", option->name,
                       option->argument != NULL ? " " : "", option->argument != NULL ? option->argument : "");
    int column = columns < 60 ? 10 : HELP_COLUMN;
    fputs(left, out);
    if (length + 2 > column) {
        fputc('\n', out);
        length = 0;
    }
    text_wrap(out, option->text, column, length, columns);
}

void options_print_help(FILE *out, const struct command *command)
{
    static const struct option_spec help = {"help", 'h', NULL, "Show this help."};
    struct terminal terminal = terminal_of(out);
    int columns = terminal_text_columns(out);
    int length =
        (int)(strlen("Usage: bassin  [OPTION]... ") + strlen(command->name) + strlen(command->operands));
    fprintf(out, "%sUsage:%s bassin %s [OPTION]...%s%s\n", terminal_bold(&terminal),
            terminal_plain(&terminal), command->name, length > columns ? "\n           " : " ",
            command->operands);
    text_wrap(out, command->text, 0, 0, columns);
    fprintf(out, "\n%sOptions:%s\n", terminal_bold(&terminal), terminal_plain(&terminal));
    for (size_t i = 0; i < command->option_count; i++) {
        print_option(out, &command->options[i], columns);
    }
    print_option(out, &help, columns);
    if (command->details != NULL) {
        fputc('\n', out);
        text_wrap(out, command->details, 0, 0, columns);
    }
}
