#include "sim/cli/listing.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/text.h"
#include "sim/scenario.h"

enum { OPTION_MODEL, OPTION_FORMAT };

struct reader {
    const struct cli *cli;
    struct listing *listing;
    const char *formats;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct reader *reader = context;
    if (option == OPTION_MODEL) {
        return model_find(reader->cli->models, reader->cli->model_count, value, NULL, &reader->listing->model,
                          error);
    }
    return format_parse(value, reader->formats, &reader->listing->format, error);
}

/* The next of the patterns from `*at`, which is NULL after the last. */
static void next_pattern(const char **at, char pattern[PARAM_PATH_MAX])
{
    *at += strspn(*at, " ");
    size_t length = strcspn(*at, ",");
    snprintf(pattern, PARAM_PATH_MAX, "%.*s", (int)length, *at);
    *at += length;
    *at = **at == ',' ? *at + 1 : NULL;
}

bool listing_any_pattern(struct listing *listing, bool (*use)(const char *pattern, void *context),
                         void *context)
{
    char pattern[PARAM_PATH_MAX];
    bool any = false;
    const char *at = listing->pattern;
    for (unsigned number = 0; at != NULL; number++) {
        next_pattern(&at, pattern);
        if (use(pattern, context)) {
            listing->used |= number < 64 ? (uint64_t)1 << number : 0;
            any = true;
        }
    }
    return any;
}

/* A pattern that matched nothing is a typing error, also where others did. */
static enum status check_patterns(const struct listing *listing, const char *what, struct error *error)
{
    char pattern[PARAM_PATH_MAX];
    const char *at = listing->pattern;
    for (unsigned number = 0; at != NULL && number < 64; number++) {
        next_pattern(&at, pattern);
        if ((listing->used >> number & 1) == 0) {
            error_set(error, STATUS_INPUT, "no %s matches \"%s\"", what, pattern);
            if (listing->hint.best[0] != '\0') {
                name_hint_tell(&listing->hint, "", error);
            }
            return STATUS_INPUT;
        }
    }
    return STATUS_OK;
}

static bool matches(const char *pattern, void *name)
{
    return format_matches(pattern, name);
}

bool listing_wants(struct listing *listing, const char *name, const char *short_name)
{
    bool wanted = listing->pattern == NULL || listing_any_pattern(listing, matches, (void *)(uintptr_t)name);
    if (!wanted) {
        name_hint_offer(&listing->hint, short_name);
    }
    return wanted;
}

void listing_heading(struct listing *listing, const char *name, const char *about, const char *text)
{
    char heading[sizeof listing->heading];
    const char *gap = listing->heading[0] != '\0' ? "\n" : "";
    snprintf(heading, sizeof heading, "%s%s", name, about);
    if (strcmp(heading, listing->heading) == 0) {
        return;
    }
    if (listing->format == FORMAT_MARKDOWN) {
        printf("%s%s### %s%s\n\n%s\n\n", gap[0] == '\0' ? listing->legend : "", gap, name, about, text);
        listing->writer = records_begin(stdout, FORMAT_MARKDOWN);
    } else if (listing->format == FORMAT_TEXT) {
        printf("%s%s%s%s%s\n", gap, terminal_bold(&listing->terminal), name,
               terminal_plain(&listing->terminal), about);
        text_wrap(stdout, text, 2, 0, listing->columns);
        fputc('\n', stdout);
    }
    strcpy(listing->heading, heading);
}

static void show_text(const struct listing *listing, const struct listed *listed)
{
    const struct terminal *terminal = &listing->terminal;
    printf("  %s%s%s", terminal_bold(terminal), listed->name, terminal_plain(terminal));
    if (2 + text_columns(listed->name) + text_columns(listed->facts) <= listing->columns) {
        printf("%s\n", listed->facts);
    } else {
        fputc('\n', stdout);
        text_wrap(stdout, listed->facts, 6, 0, listing->columns);
    }
    text_wrap(stdout, listed->text, 6, 0, listing->columns);
    if (listed->source != NULL) {
        printf("%s      Source: ", terminal_dim(terminal));
        text_wrap(stdout, listed->source, 6, 14, listing->columns);
        fputs(terminal_plain(terminal), stdout);
    }
}

void listing_show(struct listing *listing, const struct listed *listed)
{
    if (listing->format == FORMAT_TEXT) {
        show_text(listing, listed);
    } else if (listing->format == FORMAT_MARKDOWN) {
        records_write(&listing->writer, listed->few, listed->few_count);
    } else {
        records_write(&listing->writer, listed->all, listed->all_count);
    }
    listing->shown++;
}

enum status listing_run(const struct cli *cli, const struct command *command, int argc, char **argv,
                        const struct listing_kind *kind, void *context, struct error *error)
{
    struct listing listing = {.format = FORMAT_TEXT,
                              .legend = kind->legend,
                              .terminal = terminal_of(stdout),
                              .columns = terminal_text_columns(stdout),
                              .context = context};
    struct reader reader = {cli, &listing, kind->formats};
    struct operands operands;
    PASS(options_parse(command, argc, argv, (struct option_sink){&reader, accept}, &operands, error));
    if (operands.help) {
        return STATUS_OK;
    }
    listing.pattern = operands.word;
    const char *pattern = operands.word != NULL ? operands.word : "";
    name_hint_init(&listing.hint, pattern, strlen(pattern));
    listing.writer = records_begin(stdout, listing.format);
    kind->list(&listing, NULL);
    for (size_t i = 0; i < cli->model_count; i++) {
        if (listing.model == NULL || listing.model == cli->models[i]) {
            kind->list(&listing, cli->models[i]);
        }
    }
    records_end(&listing.writer);
    PASS(check_patterns(&listing, kind->what, error));
    return kind->end != NULL ? kind->end(&listing, error) : STATUS_OK;
}
