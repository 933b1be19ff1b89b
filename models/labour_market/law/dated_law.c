/* Taxes, contributions, benefits as dated data. */
#include "models/labour_market/law/dated_law.h"

#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/name_hint.h"

struct rule {
    const char *name; /* first: name_hint.h */
    const char *unit;
    bool always;
};

enum { ALWAYS = true, LATER = false };
#define RULE(rule, unit, since) {#rule, unit, since},
static const struct rule rules[] = {LAW_RULES(RULE)};

static const struct dated_law_row *rows_of(const struct parameters *p, size_t *count)
{
    const struct dated_law *own = part_params(p, &part_dated_law);
    *count = own->law.count;
    return own->law.rows;
}

static size_t rule_of(const struct dated_law_row *row)
{
    return name_find(row->rule.chars, strlen(row->rule.chars), rules, LAW_RULE_COUNT, sizeof rules[0]);
}

/* The same, tried first as the rule of the row before and the one behind that: tables are mostly in order. */
static size_t rule_after(const struct dated_law_row *row, size_t before)
{
    for (size_t rule = before; rule < LAW_RULE_COUNT && rule <= before + 1; rule++) {
        if (strcmp(row->rule.chars, rules[rule].name) == 0) {
            return rule;
        }
    }
    return rule_of(row);
}

/* The value of each rule on `day`, and the day since when it holds; INT32_MIN: it has none yet. */
static void look_up(const struct parameters *p, int32_t day, struct law_values *law,
                    int32_t since[LAW_RULE_COUNT])
{
    size_t count;
    const struct dated_law_row *rows = rows_of(p, &count);
    memset(law, 0, sizeof *law);
    for (size_t rule = 0; rule < LAW_RULE_COUNT; rule++) {
        since[rule] = INT32_MIN;
    }
    for (size_t k = 0, rule = 0; k < count; k++) {
        rule = rule_after(&rows[k], rule);
        if (rule < LAW_RULE_COUNT && rows[k].from <= day && rows[k].from > since[rule]) {
            since[rule] = rows[k].from;
            law->value[rule] = rows[k].value;
        }
    }
}

void law_on(const struct parameters *p, int32_t day, struct law_values *law)
{
    int32_t since[LAW_RULE_COUNT];
    look_up(p, day, law, since);
}

enum status law_complete(const struct parameters *p, int32_t day, struct error *error)
{
    struct law_values law;
    int32_t since[LAW_RULE_COUNT];
    look_up(p, day, &law, since);
    for (size_t rule = 0; rule < LAW_RULE_COUNT; rule++) {
        if (rules[rule].always && since[rule] == INT32_MIN) {
            char date[11];
            date_format(day, date);
            return error_set(error, STATUS_INPUT,
                             "the table law says nothing of %s on %s, expected a row from that day or before",
                             rules[rule].name, date);
        }
    }
    return STATUS_OK;
}

/* ---- Rows that cannot be meant so ------------------------------------------------------------------ */

static enum status check_rule(const struct dated_law_row *row, const struct place *place, struct error *error)
{
    size_t rule = rule_of(row);
    if (rule == LAW_RULE_COUNT) {
        struct name_hint hint = name_hint_among(row->rule.chars, rules, LAW_RULE_COUNT, sizeof rules[0]);
        error_set_at(error, STATUS_INPUT, place, "law.%s: there is no rule \"%s\"", row->id.chars,
                     row->rule.chars);
        name_hint_tell(&hint, "", error);
        return STATUS_INPUT;
    }
    if (strcmp(row->unit.chars, rules[rule].unit) != 0) {
        return error_set_at(error, STATUS_INPUT, place, "law.%s is given in \"%s\", expected \"%s\"",
                            row->id.chars, row->unit.chars, rules[rule].unit);
    }
    return STATUS_OK;
}

/* So names that differ are days of one rule that differ, and a reader sees from the name what changes. */
static enum status check_name(const struct dated_law_row *row, const struct place *place, struct error *error)
{
    char date[11], expected[PARAM_TEXT_MAX + sizeof date];
    date_format(row->from, date);
    snprintf(expected, sizeof expected, "%s_%s", row->rule.chars, date);
    if (strcmp(row->id.chars, expected) != 0) {
        return error_set_at(error, STATUS_INPUT, place, "a row of law has the id \"%s\", expected \"%s\"",
                            row->id.chars, expected);
    }
    return STATUS_OK;
}

static enum status check(const struct parameters *p, struct error *error)
{
    const struct dated_law *own = part_params(p, &part_dated_law);
    size_t count;
    const struct dated_law_row *rows = rows_of(p, &count);
    for (size_t k = 0; k < count; k++) {
        const struct place *place = own->law.places != NULL ? &own->law.places[k] : NULL;
        PASS(check_rule(&rows[k], place, error));
        PASS(check_name(&rows[k], place, error));
    }
    return STATUS_OK;
}

static const struct param fields[] = {DATED_LAW_FIELDS(PARAM_ENTRY, struct dated_law_row)};
static const struct param_group groups[] = {
    PARAM_TABLE(struct dated_law, law, "Taxes, contributions and benefits by date; read by incomes alone.",
                fields, struct dated_law_row, 4096),
};

const struct part part_dated_law = {
    .name = "dated_law",
    PART_OWN_GROUPS(groups, struct dated_law),
    .check = check,
};
