/* `bassin report`: a page on a result that anyone can read.
 *
 * What is worth a headline of a labour market is no matter of the engine, which knows none, nor is a page of
 * words in two languages and pictures. Both are in analysis/: this starts them in place of the program, which
 * they then ask for all that it computes (BASSIN names it). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/command.h"

enum { REPORT_OUTPUT, REPORT_LANG, REPORT_FORCE };
enum { PATH_MAX_BYTES = 4096, WORDS = 12 };

/* That of all scripts in analysis/; PYTHON names another one, which sees h5py and numpy. */
#define INTERPRETER "/usr/bin/python3"

static const struct option_spec report_options[] = {
    {"output", 'o', "FILE",
     "The page to write; without it, the name of the result with .html, in the current folder."},
    {"lang", 'l', "LANG", "Language of the page: en (the default) or fr."},
    {"force", 'f', NULL, "Replace a file that exists."},
};

/* One call of `bassin report`: words of the script's command line. */
struct session {
    const char *output; /* NULL: derived from the name of the result */
    const char *lang;
    bool force;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    if (option == REPORT_LANG && strcmp(value, "en") != 0 && strcmp(value, "fr") != 0) {
        return error_set(error, STATUS_INPUT, "--lang: expected en or fr, not \"%s\"", value);
    }
    session->output = option == REPORT_OUTPUT ? value : session->output;
    session->lang = option == REPORT_LANG ? value : session->lang;
    session->force |= option == REPORT_FORCE;
    return STATUS_OK;
}

/* Cuts the last two parts of a path off; false: it has fewer. */
static bool cut_two(char *path)
{
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(path, '/');
        if (slash == NULL) {
            return false;
        }
        *slash = '\0';
    }
    return true;
}

/* PREFIX/bin/bassin has it in PREFIX/share/bassin, build/PRESET/bassin in the sources. `program` is the path
 * of the program that runs. */
static enum status find_script(const char *program, char script[PATH_MAX_BYTES], struct error *error)
{
    static const char *const places[] = {"share/bassin/analysis/report.py", "../analysis/report.py"};
    char folder[PATH_MAX_BYTES];
    snprintf(folder, sizeof folder, "%s", program);
    if (cut_two(folder)) {
        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
            int length = snprintf(script, PATH_MAX_BYTES, "%s/%s", folder, places[i]);
            if (length < PATH_MAX_BYTES && access(script, R_OK) == 0) {
                return STATUS_OK;
            }
        }
    }
    return error_set(
        error, STATUS_FAILED,
        "there is no analysis/report.py beside %s: it comes with the sources, and cmake --install puts "
        "it into share/bassin",
        program);
}

static enum status find_program(const struct cli *cli, char program[PATH_MAX_BYTES], struct error *error)
{
    ssize_t length = readlink("/proc/self/exe", program, PATH_MAX_BYTES - 1);
    if (length <= 0) {
        return error_set(error, STATUS_FAILED, "cannot find the file of %s: %s", cli->argv[0],
                         strerror(errno));
    }
    program[length] = '\0';
    return STATUS_OK;
}

/* Returns only when it could not be started. */
static enum status start(const struct session *session, const char *script, const char *result,
                         struct error *error)
{
    const char *given = getenv("PYTHON");
    const char *python = given != NULL && given[0] != '\0' ? given : INTERPRETER;
    const char *words[WORDS] = {python, "-B", script};
    size_t count = 3;
    if (session->output != NULL) {
        words[count++] = "--output";
        words[count++] = session->output;
    }
    if (session->lang != NULL) {
        words[count++] = "--lang";
        words[count++] = session->lang;
    }
    if (session->force) {
        words[count++] = "--force";
    }
    words[count++] = "--";
    words[count] = result;
    fflush(NULL);
    execvp(python, (char *const *)words);
    error_set(error, STATUS_FAILED, "cannot start %s: %s", python, strerror(errno));
    error_hint(error, "the report needs Python with h5py and numpy; tools/setup.sh report installs them");
    return STATUS_FAILED;
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {0};
    struct operands operands;
    char program[PATH_MAX_BYTES];
    char script[PATH_MAX_BYTES];
    PASS(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        return STATUS_OK;
    }
    PASS(find_program(cli, program, error));
    PASS(find_script(program, script, error));
    setenv("BASSIN", program, 1);
    return start(&session, script, operands.word, error);
}

const struct command command_report = {
    .name = "report",
    .operands = "FILE.h5",
    .text = "Write a page on a result that anyone can read, in English or French.",
    .options = report_options,
    .option_count = sizeof report_options / sizeof report_options[0],
    .details =
        "Of an experiment (bassin batch) it says what each arm changes, what differs from the first arm and "
        "in how "
        "many of the paired runs, who gains and who loses by what was known before, and how near the first "
        "arm "
        "comes to what is published. Of one run it shows what happened. One file, which needs no network and "
        "prints; each table and picture gives its numbers as CSV.\n"
        "\n"
        "It needs Python with h5py and numpy (PYTHON names another one than /usr/bin/python3), and the empty "
        "page, "
        "which analysis/web/build.sh report makes.",
    .run = run,
};
