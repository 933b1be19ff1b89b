#include "models/labour_market/incomes/payslips.h"

void payslips_prepare(const struct law_values *law, struct pay_levies *table)
{
    for (int cents = 0; cents < PAY_TABLE; cents++) {
        for (int large = 0; large < 2; large++) {
            pay_levies_at(law, (cents > 0 ? cents : 1) / 100.0, large, &table[large * PAY_TABLE + cents]);
        }
    }
}

static struct pay_levies levies_of(const struct month_books *b, const struct work *work)
{
    bool large = work->size >= b->state->law[0].value[LAW_large_firm];
    if (work->pay >= 0 && work->pay < PAY_TABLE) {
        return b->state->levies[large * PAY_TABLE + work->pay];
    }
    struct pay_levies levies;
    pay_levies_at(&b->state->law[0], work->pay / 100.0, large, &levies);
    return levies;
}

/* Public employers have no reduction, no tax credit and no unemployment insurance of this kind; nothing is
 * taken from training pay. Both are simple rules. */
static struct pay_levies levies_at_place(const struct month_books *b, const struct work *work)
{
    if (contract_role(world_contract(b->w, work->contract)) == ROLE_TRAINING) {
        return (struct pay_levies){0};
    }
    struct pay_levies levies = levies_of(b, work);
    if (world_sector(b->w, work->sector)->branch == BRANCH_PUBLIC) {
        levies.reduction = levies.credit = levies.employer_unemployment = levies.employee_unemployment = 0;
    }
    return levies;
}

static int64_t part(int64_t gross, double share)
{
    return (int64_t)((double)gross * share + 0.5);
}

/* What the employer and the state pay; the employer's account is that of the place of work. */
static void book_employer(const struct month_books *b, struct income *me, const struct pay_levies *levies,
                          size_t firms, int64_t gross)
{
    int64_t reduction = part(gross, levies->reduction);
    int64_t contributions = part(gross, levies->employer) - reduction;
    int64_t unemployment = part(gross, levies->employer_unemployment);
    int64_t credit = part(gross, levies->credit);
    ledger_book(&b->ledger, LINE_EMPLOYER_CONTRIBUTIONS, firms, ACCOUNT_SOCIAL, contributions);
    ledger_book(&b->ledger, LINE_EMPLOYER_UNEMPLOYMENT, firms, ACCOUNT_UNEMPLOYMENT, unemployment);
    ledger_book(&b->ledger, LINE_REDUCTION, ACCOUNT_STATE, ACCOUNT_SOCIAL, reduction);
    ledger_book(&b->ledger, LINE_TAX_CREDIT, ACCOUNT_STATE, firms, credit);
    me->public_cost += (int32_t)(credit - contributions - unemployment);
}

static void book_employee(const struct month_books *b, struct income *me, const struct pay_levies *levies,
                          size_t firms, size_t own, int64_t gross)
{
    int64_t insurance = part(gross, levies->employee);
    int64_t unemployment = part(gross, levies->employee_unemployment);
    int64_t social = part(gross, levies->social_levies);
    person_receives(b, me, LINE_GROSS_PAY, firms, own, gross);
    person_pays(b, me, LINE_EMPLOYEE_CONTRIBUTIONS, ACCOUNT_SOCIAL, own, insurance);
    person_pays(b, me, LINE_EMPLOYEE_UNEMPLOYMENT, ACCOUNT_UNEMPLOYMENT, own, unemployment);
    person_pays(b, me, LINE_SOCIAL_LEVIES, ACCOUNT_SOCIAL, own, social);
    me->pay += (int32_t)gross;
    me->earned += (int32_t)(gross - insurance - unemployment - social);
    me->taxable +=
        (int32_t)(gross - insurance - unemployment - part(gross, levies->social_levies_deductible));
}

/* Work that a claim to unemployment benefit counts. */
static void count_insured(struct income *me, const struct work *work, int32_t days, int64_t gross)
{
    int32_t sum = me->insured_days + days;
    me->insured_days = (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
    me->insured_pay += (int32_t)gross;
    me->insured_time += (float)(days * full_time_share(work->hours));
}

void payslip_book(const struct month_books *b, const struct work *work)
{
    int32_t from = work->since > b->begin ? work->since : b->begin;
    int32_t days = (work->until < b->end ? work->until : b->end) - from;
    if (days <= 0) {
        return;
    }
    struct income *me = &b->state->people.row[work->person];
    int64_t gross = (int64_t)((double)work->pay * work->hours * days / 7 + 0.5);
    size_t firms = ACCOUNT_FIRMS + work->sector;
    struct pay_levies levies = levies_at_place(b, work);
    book_employer(b, me, &levies, firms, gross);
    book_employee(b, me, &levies, firms, work->status, gross);
    int32_t hours = me->hours + (int32_t)(work->hours * days * 10 / 7);
    me->hours = (uint16_t)(hours < UINT16_MAX ? hours : UINT16_MAX);
    int32_t all = me->days + days; /* of two jobs at once each day counts twice, up to a full month */
    me->days = (uint8_t)(all < b->end - b->begin ? all : b->end - b->begin);
    if (world_contract(b->w, work->contract)->insured && levies.employer > 0) {
        count_insured(me, work, days, gross);
    }
}
