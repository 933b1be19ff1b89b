#include "sim/cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/command.h"
#include "sim/cli/command_explain.h"
#include "sim/cli/messages.h"
#include "sim/cli/signals.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "version.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_INPUT = 2, EXIT_SIGNAL = 128 };

static const struct command *const commands[] = {
    &command_run,     &command_batch,   &command_merge,    &command_calibrate, &command_sensitivity,
    &command_check,   &command_params,  &command_outputs,  &command_info,      &command_score,
    &command_compare, &command_explain, &command_validate, &command_export,    &command_report};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void print_help(FILE *out, const struct cli *cli)
{
    struct terminal terminal = terminal_of(out);
    const char *bold = terminal_bold(&terminal);
    const char *plain = terminal_plain(&terminal);
    int columns = terminal_text_columns(out);
    fprintf(out, "%sUsage:%s bassin SUBCOMMAND [ARGUMENT]...\n", bold, plain);
    text_wrap(out, "Simulate a territory day by day and person by person.", 0, 0, columns);
    fprintf(out, "\n%sSubcommands:%s\n", bold, plain);
    for (size_t i = 0; i < COMMANDS; i++) {
        int length = fprintf(out, "  %-8s  ", commands[i]->name);
        text_wrap(out, commands[i]->text, 12, length, columns);
    }
    fprintf(out, "\n%sModels:%s\n", bold, plain);
    for (size_t i = 0; i < cli->model_count; i++) {
        int length = fprintf(out, "  %s  ", cli->models[i]->name);
        text_wrap(out, cli->models[i]->text, 4, length, columns);
    }
    fputc('\n', out);
    text_wrap(out,
              "\"bassin SUBCOMMAND --help\" says more about a subcommand, \"man bassin\" about everything; "
              "--version shows the version.\n"
              "Exit status: 0 done, 1 the work failed, 2 usage or input is wrong, 128 and its number "
              "more stopped by a signal after a clean checkpoint (130 for Ctrl-C).",
              0, 0, columns);
}

const struct command *cli_find_command(const struct cli *cli, const char *name)
{
    for (size_t i = 0; i < cli->command_count; i++) {
        if (strcmp(cli->commands[i]->name, name) == 0) {
            return cli->commands[i];
        }
    }
    return NULL;
}

static enum status refuse_word(const char *word, struct error *error)
{
    struct name_hint hint;
    name_hint_init(&hint, word, strlen(word));
    name_hint_offer(&hint, "--help");
    name_hint_offer(&hint, "--version");
    for (size_t i = 0; i < COMMANDS; i++) {
        name_hint_offer(&hint, commands[i]->name);
    }
    error_set(error, STATUS_INPUT, "unknown %s \"%s\"", word[0] == '-' ? "option" : "subcommand", word);
    if (hint.best[0] != '\0') {
        name_hint_tell(&hint, "bassin ", error);
    } else {
        error_hint(error, "\"bassin --help\" lists the subcommands");
    }
    return STATUS_INPUT;
}

static enum status help_on(const struct cli *cli, int argc, char **argv, struct error *error)
{
    if (argc == 0) {
        print_help(stdout, cli);
        return STATUS_OK;
    }
    const struct command *command = cli_find_command(cli, argv[0]);
    if (command == NULL) {
        return refuse_word(argv[0], error);
    }
    options_print_help(stdout, command);
    return STATUS_OK;
}

static enum status dispatch(const struct cli *cli, int argc, char **argv, struct error *error)
{
    if (argc < 2) {
        print_help(stderr, cli);
        return STATUS_INPUT;
    }
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        return help_on(cli, argc - 2, argv + 2, error);
    }
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        printf("bassin %s (%s)\n", BASSIN_VERSION, BASSIN_COMMIT);
        return STATUS_OK;
    }
    if (strcmp(word, "complete") == 0) {
        cli_complete(cli, argc - 2, argv + 2);
        return STATUS_OK;
    }
    if (strcmp(word, "manual") == 0) {
        cli_manual(cli);
        return STATUS_OK;
    }
    const struct command *command = cli_find_command(cli, word);
    if (command == NULL) {
        return refuse_word(word, error);
    }
    return command->run(cli, command, argc - 1, argv + 1, error);
}

/* A program started with a standard stream closed must not write its messages into the next file it opens.
 * The stand-ins refuse what the program would do with them, so that lost output is noticed. */
static void occupy_standard_streams(void)
{
    for (;;) {
        int descriptor = open("/dev/null", O_RDONLY);
        if (descriptor < 0 || descriptor > STDERR_FILENO) {
            close(descriptor);
            return;
        }
    }
}

/* Whoever reads the other end of a pipe may have seen enough; any other loss of output is a failure. */
static enum status flush_output(struct error *error)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return STATUS_OK;
    }
    if (errno == EPIPE) {
        return STATUS_OK;
    }
    return error_set(error, STATUS_FAILED, "cannot write to standard output%s%s", errno != 0 ? ": " : "",
                     errno != 0 ? strerror(errno) : "");
}

int cli_exit_code(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return EXIT_DONE;
    case STATUS_INPUT:
        return EXIT_INPUT;
    case STATUS_STOPPED:
        return EXIT_SIGNAL + signals_received();
    case STATUS_FAILED:
    case STATUS_MEMORY:
        break;
    }
    return EXIT_FAILED;
}

int cli_main(int argc, char **argv, const struct model *const *models, size_t model_count)
{
    occupy_standard_streams();
    setlocale(LC_CTYPE, ""); /* the character set of the terminal; numbers stay as in C */
    struct error error = {0};
    enum status status = STATUS_OK;
    const char **typed = memory_alloc((size_t)argc + 1, sizeof *typed);
    if (typed == NULL) {
        status = error_memory(&error, "command line");
    } else {
        memcpy(typed, argv, (size_t)argc * sizeof *typed);
        const struct command *known[COMMANDS];
        struct option_spec options[EXPLAIN_OPTIONS_MAX];
        struct command explain = explain_with_actors(models, model_count, options);
        for (size_t i = 0; i < COMMANDS; i++) {
            known[i] = commands[i] == &command_explain ? &explain : commands[i];
        }
        struct cli cli = {argc, typed, models, model_count, known, COMMANDS};
        status = dispatch(&cli, argc, argv, &error);
    }
    if (status == STATUS_OK) {
        status = flush_output(&error);
    }
    if (error.text[0] != '\0') {
        message_error(&error);
    }
    memory_free(typed);
    return cli_exit_code(status);
}
