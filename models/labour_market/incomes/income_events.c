#include "models/labour_market/incomes/income_events.h"

#include <math.h>

#include "models/labour_market/incomes/income_tables.h"

/* Why someone without a job is paid no benefit. */
static enum because because_unpaid(const struct month_books *b, size_t person, const struct income *me)
{
    if (me->claim_days > 0) {
        return BECAUSE_INSURED; /* it waits, or work leaves nothing of it */
    }
    if (b->w->people.left_freely[person]) {
        return BECAUSE_LEFT_FREELY;
    }
    bool short_time = me->insured_days > 0 && me->insured_days < b->state->law[0].value[LAW_ui_least_days];
    return short_time ? BECAUSE_TOO_SHORT : BECAUSE_USED_UP;
}

static void set_household(struct event_row *row, const struct income *head)
{
    row->minimum_income = (float)head->minimum_income;
    row->in_work = (float)head->in_work;
    row->family = (float)head->family;
    row->housing = (float)head->housing;
}

void event_income(const struct month_books *b, size_t person, size_t head)
{
    const struct income *me = &b->state->people.row[person];
    uint8_t status = b->w->people.row[person].status;
    struct event_row row = event_blank(b->w, b->end - 1, HAPPENED_INCOME, person, NO_EMPLOYER);
    row.to = status;
    row.because = BECAUSE_NONE;
    row.earnings = (float)me->earned;
    row.net = (float)me->net;
    row.tax = (float)b->state->people.row[head].tax;
    set_household(&row, &b->state->people.row[head]);
    row.benefit = 0;
    if (me->paid_days > 0) {
        row.because = BECAUSE_INSURED;
        row.benefit = (float)(me->claim_daily * me->paid_days);
    } else if (status == STATUS_UNEMPLOYED) {
        row.because = (uint8_t)because_unpaid(b, person, me);
    }
    if (me->paid_days > 0 || me->claim_days > 0) {
        row.reference = (float)me->claim_reference;
        row.daily = (float)me->claim_daily;
        row.days = me->claim_days;
    }
    event_post(b->w, b->span, &row);
}

void event_means(const struct month_books *b, size_t head, size_t partner, const struct means *means,
                 enum because because)
{
    const size_t adults[2] = {head, partner};
    for (size_t k = 0; k < 2; k++) {
        if (adults[k] == NOBODY || !event_follows(b->w, adults[k])) {
            continue;
        }
        struct event_row row = event_blank(b->w, b->end - 1, HAPPENED_MEANS, adults[k], NO_EMPLOYER);
        row.to = b->w->people.row[adults[k]].status;
        row.because = (uint8_t)because;
        row.adults = (uint8_t)means->adults;
        row.children = (uint8_t)means->children;
        row.earnings = (float)(100 * (means->earnings[0] + means->earnings[1]));
        row.other = (float)(100 * means->other);
        set_household(&row, &b->state->people.row[head]);
        event_post(b->w, b->span, &row);
    }
}
