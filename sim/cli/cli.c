#include "sim/cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/command.h"
#include "sim/cli/messages.h"
#include "sim/cli/signals.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/memory.h"
#include "sim/params.h"
#include "version.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_INPUT = 2, EXIT_SIGNAL = 128 };

static const struct command *const commands[] = {&command_run,     &command_check, &command_params,
                                                 &command_outputs, &command_info,  &command_score};
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
              "Exit status: 0 done, 1 the work failed, 2 usage or input is wrong, 130 or 143 stopped by a "
              "signal after a clean checkpoint.",
              0, 0, columns);
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

static enum status refuse_word(const char *word, struct error *error)
{
    const char *names[COMMANDS + 2] = {"--help", "--version"};
    for (size_t i = 0; i < COMMANDS; i++) {
        names[i + 2] = commands[i]->name;
    }
    error_set(error, STATUS_INPUT, "unknown %s \"%s\"", word[0] == '-' ? "option" : "subcommand", word);
    const char *nearest = nearest_name(word, names, COMMANDS + 2);
    if (nearest != NULL) {
        error_hint(error, "did you mean \"bassin %s\"?", nearest);
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
    const struct command *command = find_command(argv[0]);
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
    const struct command *command = find_command(word);
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

static int exit_code(enum status status)
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
        struct cli cli = {argc, typed, models, model_count};
        status = dispatch(&cli, argc, argv, &error);
    }
    if (status == STATUS_OK) {
        status = flush_output(&error);
    }
    if (error.text[0] != '\0') {
        message_error(&error);
    }
    memory_free(typed);
    return exit_code(status);
}

enum status cli_find_model(const struct cli *cli, const char *name, const struct model **model,
                           struct error *error)
{
    const char *names[64];
    size_t count = cli->model_count < 64 ? cli->model_count : 64;
    for (size_t i = 0; i < count; i++) {
        names[i] = cli->models[i]->name;
        if (strcmp(name, names[i]) == 0) {
            *model = cli->models[i];
            return STATUS_OK;
        }
    }
    error_set(error, STATUS_INPUT, "there is no model \"%s\"", name);
    const char *nearest = nearest_name(name, names, count);
    if (nearest != NULL) {
        error_hint(error, "did you mean \"%s\"?", nearest);
    } else {
        error_hint(error, "\"bassin --help\" lists the models");
    }
    return STATUS_INPUT;
}
