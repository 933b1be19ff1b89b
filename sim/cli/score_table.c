#include "sim/cli/score_table.h"

#include <math.h>

#include "sim/cli/score_sections.h"
#include "sim/cli/text.h"

enum { LABEL = 40, FIGURE = 12, GAP = 10 };

static void print_figures(const struct score_sections *sections, size_t index)
{
    const struct score_line *line = &sections->score->lines[index];
    FILE *out = sections->out;
    char published[48];
    char value[48];
    score_published_text(published, sizeof published, line);
    text_number(value, sizeof value, line->value, line->measure->digits);
    fprintf(out, "%*s", FIGURE, published);
    if (isnan(line->value)) {
        fprintf(out, "%*s", FIGURE + GAP, "not in this run");
    } else {
        fprintf(out, "%*s", FIGURE, value);
    }
    if (line->target != NULL && !isnan(line->value)) {
        fprintf(out, "%+*.1f", GAP, line->gap_tolerances);
    }
    if (line->target != NULL) {
        score_print_verdict(sections, line->within);
    }
}

void score_print(FILE *out, const struct score *score, bool definitions)
{
    char headings[FIGURE + FIGURE + GAP + 1];
    snprintf(headings, sizeof headings, "%*s%*s%*s", FIGURE, "published", FIGURE, "this run", GAP, "gap/tol");
    const struct score_sections sections = {
        .out = out,
        .score = score,
        .terminal = terminal_of(out),
        .label = LABEL,
        .label_rest = LABEL,
        .headings = headings,
        .figures = print_figures,
    };
    score_sections_print(&sections, definitions);
    if (score->targets > 0) {
        fprintf(out, "\n%zu of %zu within tolerance\n", score->within, score->targets);
    }
}
