/* The hidden `bassin complete WORD...`: what the last word may become, for the completion of shells. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/format.h"
#include "sim/scenario.h"

/* A candidate that begins like `typed`, and after a tab what it is. */
static void offer(const char *typed, const char *before, const char *name, const char *after,
                  const char *text)
{
    char word[256];
    snprintf(word, sizeof word, "%s%s%s", before, name, after);
    if (strncmp(word, typed, strlen(typed)) == 0) {
        printf("%s\t%s\n", word, text);
    }
}

static void offer_parameters(const char *typed, const struct param_schema *schema, const char *after)
{
    for (size_t i = 0; i < param_group_count(schema); i++) {
        const struct param_group *group = param_group_at(schema, i);
        for (size_t j = 0; group->row_size == 0 && j < group->param_count; j++) {
            char path[PARAM_PATH_MAX];
            snprintf(path, sizeof path, "%s.%s", group->path, group->params[j].name);
            offer(typed, "", path, after, group->params[j].text);
        }
    }
}

static void offer_all_parameters(const struct cli *cli, const char *typed, const char *after)
{
    offer_parameters(typed, &run_schema, after);
    for (size_t i = 0; i < cli->model_count; i++) {
        offer_parameters(typed, cli->models[i]->schema, after);
    }
}

/* `kind` is what --help calls a value; `text` is the option's and names the formats. A pattern of files is
 * for the shell. */
static void offer_values(const struct cli *cli, const char *typed, const char *kind, const char *text)
{
    if (strncmp(kind, "PART.h5", 7) == 0) {
        puts("*.h5");
    } else if (strncmp(kind, "FILE", 4) == 0) {
        const char *several = strstr(kind, "...");
        printf("*%.*s\n", several != NULL ? (int)(several - kind) - 4 : (int)strlen(kind) - 4, kind + 4);
    } else if (strcmp(kind, "[FILE.csv]") == 0) {
        puts("*.csv");
    } else if (strncmp(kind, "SCENARIO", 8) == 0 || strcmp(kind, "EXPERIMENT") == 0) {
        puts("*.cfg");
    } else if (strcmp(kind, "PATH=VALUE") == 0) {
        offer_all_parameters(cli, typed, "=");
    } else if (strcmp(kind, "[PATTERN]") == 0) {
        offer_all_parameters(cli, typed, "");
    } else if (strcmp(kind, "NAME") == 0) {
        for (size_t i = 0; i < cli->model_count; i++) {
            offer(typed, "", cli->models[i]->name, "", cli->models[i]->text);
        }
    } else if (strcmp(kind, "FORMAT") == 0) {
        for (size_t i = 0; format_name(i) != NULL; i++) {
            if (strstr(text, format_name(i)) != NULL) {
                offer(typed, "", format_name(i), "", "");
            }
        }
    }
}

/* The option that `word` is, if it takes a value. */
static const struct option_spec *asks_value(const struct command *command, const char *word)
{
    for (size_t i = 0; word[0] == '-' && i < command->option_count; i++) {
        const struct option_spec *option = &command->options[i];
        bool is = word[1] == '-' ? strcmp(word + 2, option->name) == 0
                                 : word[1] == option->letter && word[2] == '\0';
        if (is && option->argument != NULL) {
            return option;
        }
    }
    return NULL;
}

static void complete_argument(const struct cli *cli, const struct command *command, const char *before,
                              const char *typed)
{
    const struct option_spec *asks = asks_value(command, before);
    if (asks != NULL) {
        offer_values(cli, typed, asks->argument, asks->text);
    } else if (typed[0] == '-') {
        for (size_t i = 0; i < command->option_count; i++) {
            offer(typed, "--", command->options[i].name, "", command->options[i].text);
        }
        offer(typed, "", "--help", "", "Show help.");
    } else if (command != &command_outputs) {
        offer_values(cli, typed, command->operands, "");
    }
}

void cli_complete(const struct cli *cli, int count, char **words)
{
    const char *typed = count > 0 ? words[count - 1] : "";
    const struct command *command = count > 1 ? cli_find_command(cli, words[0]) : NULL;
    if (command != NULL) {
        complete_argument(cli, command, words[count - 2], typed);
    } else if (count < 2 || strcmp(words[0], "help") == 0) {
        for (size_t i = 0; i < cli->command_count; i++) {
            offer(typed, "", cli->commands[i]->name, "", cli->commands[i]->text);
        }
        offer(typed, "", "--help", "", "Show help.");
        offer(typed, "", "--version", "", "Show the version.");
    }
}
