/* The hidden `bassin manual`: the part of the manual page that is made from what the subcommands declare. */
#include <stdio.h>

#include "sim/cli/command.h"

/* A line for groff. A newline in the text begins a paragraph. */
static void print_roff(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (at == text || at[-1] == '\n') {
            fputs("\\&", stdout); /* a dot or quote at the beginning is no request */
        }
        if (*at == '\\') {
            fputs("\\e", stdout);
        } else if (*at == '-') {
            fputs("\\-", stdout);
        } else if (*at != '\n') {
            fputc(*at, stdout);
        } else if (at[1] != '\n') {
            fputs("\n.PP\n", stdout);
        }
    }
    fputc('\n', stdout);
}

static void print_option(const struct option_spec *option)
{
    char name[96];
    fputs(".TP\n", stdout);
    snprintf(name, sizeof name, "-%c, --%s%s%s", option->letter, option->name,
             option->argument != NULL ? " " : "", option->argument != NULL ? option->argument : "");
    print_roff(name);
    print_roff(option->text);
}

void cli_manual(const struct cli *cli)
{
    for (size_t i = 0; i < cli->command_count; i++) {
        const struct command *command = cli->commands[i];
        printf(".SS bassin %s [OPTION]...\\& %s\n", command->name, command->operands);
        print_roff(command->text);
        for (size_t j = 0; j < command->option_count; j++) {
            print_option(&command->options[j]);
        }
        if (command->details != NULL) {
            fputs(".PP\n", stdout);
            print_roff(command->details);
        }
    }
}
