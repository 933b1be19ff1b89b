#include "models/labour_market/incomes/accounts.h"

#include <stdio.h>

enum { LABEL_SIZE = 96 };

#define LINE_LABEL(code, label) label,
static const char *const LINES[LINE_COUNT] = {INCOME_LINES(LINE_LABEL)};

static void label_account(const struct parameters *p, size_t account, char label[LABEL_SIZE])
{
    static const char *const bodies[] = {"state", "social insurance", "unemployment insurance",
                                         "own businesses"};
    if (account < STATUS_COUNT) {
        snprintf(label, LABEL_SIZE, "households: %s", status_kinds[account].label);
    } else if (account < ACCOUNT_FIRMS) {
        snprintf(label, LABEL_SIZE, "%s", bodies[account - ACCOUNT_STATE]);
    } else {
        const struct sector *sectors = ROWS(sector, p->sectors);
        snprintf(label, LABEL_SIZE, "firms: %s", sectors[account - ACCOUNT_FIRMS].name.chars);
    }
}

enum status accounts_dimensions(const struct parameters *p, struct outputs *outputs, struct error *error)
{
    char text[ACCOUNT_FIRMS + MAX_SECTORS][LABEL_SIZE];
    const char *labels[ACCOUNT_FIRMS + MAX_SECTORS];
    size_t count = account_count(p);
    for (size_t a = 0; a < count; a++) {
        label_account(p, a, text[a]);
        labels[a] = text[a];
    }
    static const char *const categories[] = {"A", "B", "C"};
    static const char *const lines[] = {"60 %", "50 %"};
    PASS(outputs_dimension(outputs, "poverty_line", "Share of the median", 2, lines, error));
    PASS(outputs_dimension(outputs, "registered_category", "Category of the public employment service", 3,
                           categories, error));
    PASS(outputs_dimension(outputs, "line", "What is paid for", LINE_COUNT, LINES, error));
    return outputs_dimension(outputs, "account", "Who pays or receives", count, labels, error);
}
