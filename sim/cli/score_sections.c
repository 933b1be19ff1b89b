#include "sim/cli/score_sections.h"

#include <string.h>

#include "sim/cli/text.h"

static bool is_in(const struct score *score, size_t index, const char *section)
{
    return strcmp(score->lines[index].measure->section, section) == 0;
}

/* A name that is too long for the column of labels has a line of its own. */
static void print_heading(const struct score_sections *sections, const char *section)
{
    const struct terminal *terminal = &sections->terminal;
    fprintf(sections->out, "%s%s%s", terminal_bold(terminal), section, terminal_plain(terminal));
    bool fits = text_columns(section) <= sections->label;
    fputs(fits ? "" : "\n", sections->out);
    text_spaces(sections->out, sections->label - (fits ? text_columns(section) : 0));
    fprintf(sections->out, "%s%s%s\n", terminal_dim(terminal), sections->headings, terminal_plain(terminal));
}

void score_published_text(char *text, size_t size, const struct score_line *line)
{
    char plain[32];
    text[0] = '\0';
    if (line->target != NULL) {
        param_format_real(line->target->value, plain);
        const char *point = strchr(plain, '.');
        int given = point == NULL || strchr(plain, 'e') != NULL ? 0 : (int)strlen(point + 1);
        int digits = line->measure->digits;
        text_number(text, size, line->target->value, given > digits ? given : digits);
    }
}

void score_print_verdict(const struct score_sections *sections, bool within)
{
    const struct terminal *terminal = &sections->terminal;
    fprintf(sections->out, "  %s%s%s", within ? "" : terminal_red(terminal), within ? "pass" : "miss",
            within ? "" : terminal_plain(terminal));
}

/* A label that is too long for its column goes on below the figures. */
static void print_row(const struct score_sections *sections, size_t index)
{
    const struct measure *measure = sections->score->lines[index].measure;
    char label[256];
    const char *rest = label;
    const char *first;
    bool has_unit = strcmp(measure->unit, "1") != 0;
    snprintf(label, sizeof label, "%s%s%s%s", measure->label, has_unit ? " (" : "",
             has_unit ? measure->unit : "", has_unit ? ")" : "");
    int length = (int)text_next_line(&rest, sections->label - 2, &first);
    int width = text_columns(label) - text_columns(label + length);
    fprintf(sections->out, "  %.*s", length, label);
    text_spaces(sections->out, sections->label - 2 - width);
    sections->figures(sections, index);
    fputc('\n', sections->out);
    if (rest[0] != '\0') {
        text_wrap(sections->out, rest, 4, 0, sections->label_rest);
    }
}

/* "Mulhouse, 2016: ILO. INSEE zones (V)". */
static void publication(char *text, size_t size, const struct target *target)
{
    const char *territory = target->territory.chars;
    const char *year = target->year.chars;
    const char *definition = target->definition.chars;
    bool dated = territory[0] != '\0' || year[0] != '\0';
    snprintf(text, size, "%s%s%s%s%s%s%s (%s)", territory,
             territory[0] != '\0' && year[0] != '\0' ? ", " : "", year, dated ? ": " : "", definition,
             definition[0] != '\0' ? ". " : "", target->source.chars, target_confidence(target));
}

static void print_note(FILE *out, const struct score_line *line)
{
    fprintf(out, "  %s: ", line->measure->label);
    text_wrap(out, line->measure->definition, 4, 4 + text_columns(line->measure->label), SCORE_COLUMNS);
    if (line->target != NULL) {
        char text[1024];
        publication(text, sizeof text, line->target);
        text_wrap(out, text, 4, 0, SCORE_COLUMNS);
    }
}

/* All lines of the section that begins at `first`. */
static void print_section(const struct score_sections *sections, size_t first, bool definitions)
{
    const struct score *score = sections->score;
    const char *section = score->lines[first].measure->section;
    print_heading(sections, section);
    for (size_t i = first; i < score->count; i++) {
        if (is_in(score, i, section)) {
            print_row(sections, i);
        }
    }
    fputs(definitions ? "\n" : "", sections->out);
    for (size_t i = first; i < score->count && definitions; i++) {
        if (is_in(score, i, section)) {
            print_note(sections->out, &score->lines[i]);
        }
    }
}

void score_sections_print(const struct score_sections *sections, bool definitions)
{
    const struct score *score = sections->score;
    for (size_t i = 0; i < score->count; i++) {
        size_t before = 0;
        while (before < i && !is_in(score, before, score->lines[i].measure->section)) {
            before++;
        }
        if (before == i) {
            fputs(i > 0 ? "\n" : "", sections->out);
            print_section(sections, i, definitions);
        }
    }
    if (definitions) {
        text_wrap(sections->out,
                  "\nV: read at the publisher; V2: where it is quoted; S: in a book; D: derived.", 0, 0,
                  SCORE_COLUMNS);
    }
}
