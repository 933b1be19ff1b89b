/* Taxes, contributions, benefits as dated data: the table `law`, one row for each value of a rule and the day
 * from which on it holds. A row holds until the next one of its rule, so that runs of 2016 and of 2019 differ
 * by their dates alone. Any row can be changed: `law.rsa_base_2016-04-01.value`.
 *
 * What the rules mean is said in scenarios/law/README.md; what is made of them, in incomes/. The market reads
 * none of this. */
#ifndef LABOUR_MARKET_DATED_LAW_H
#define LABOUR_MARKET_DATED_LAW_H

#include "models/labour_market/state/part.h"

/* Rules by name, with their unit. Those that are not ALWAYS there may have no row yet on a day: they are 0
 * then, which their readers take as "does not exist". */
#define LAW_RULES(R)                                                                                         \
    R(smic_hourly, "EUR/hour", ALWAYS)                                                                       \
    R(smic_hours, "hours/month", ALWAYS)                                                                     \
    R(pss_monthly, "EUR/month", ALWAYS)                                                                      \
    R(employer_health, "share", ALWAYS)                                                                      \
    R(employer_health_cut, "share", LATER)                                                                   \
    R(employer_health_cut_until, "minimum wages", LATER)                                                     \
    R(employer_family, "share", ALWAYS)                                                                      \
    R(employer_family_cut, "share", LATER)                                                                   \
    R(employer_family_cut_until, "minimum wages", LATER)                                                     \
    R(employer_pension_below, "share", ALWAYS)                                                               \
    R(employer_pension_all, "share", ALWAYS)                                                                 \
    R(employer_autonomy, "share", ALWAYS)                                                                    \
    R(employer_accidents, "share", ALWAYS)                                                                   \
    R(employer_unemployment, "share", ALWAYS)                                                                \
    R(employee_unemployment, "share", ALWAYS)                                                                \
    R(unemployment_ceiling, "PSS", ALWAYS)                                                                   \
    R(employer_wage_guarantee, "share", ALWAYS)                                                              \
    R(employer_arrco_below, "share", ALWAYS)                                                                 \
    R(employer_arrco_above, "share", ALWAYS)                                                                 \
    R(employer_agff_below, "share", ALWAYS)                                                                  \
    R(employer_agff_above, "share", ALWAYS)                                                                  \
    R(employer_agirc_arrco_below, "share", LATER)                                                            \
    R(employer_agirc_arrco_above, "share", LATER)                                                            \
    R(employer_ceg_below, "share", LATER)                                                                    \
    R(employer_ceg_above, "share", LATER)                                                                    \
    R(employer_cet, "share", LATER)                                                                          \
    R(employee_arrco_below, "share", ALWAYS)                                                                 \
    R(employee_arrco_above, "share", ALWAYS)                                                                 \
    R(employee_agff_below, "share", ALWAYS)                                                                  \
    R(employee_agff_above, "share", ALWAYS)                                                                  \
    R(employee_agirc_arrco_below, "share", LATER)                                                            \
    R(employee_agirc_arrco_above, "share", LATER)                                                            \
    R(employee_ceg_below, "share", LATER)                                                                    \
    R(employee_ceg_above, "share", LATER)                                                                    \
    R(employee_cet, "share", LATER)                                                                          \
    R(complementary_ceiling, "PSS", ALWAYS)                                                                  \
    R(housing_fund_small, "share", ALWAYS)                                                                   \
    R(housing_fund_below, "share", ALWAYS)                                                                   \
    R(housing_fund_above, "share", ALWAYS)                                                                   \
    R(apprenticeship_tax, "share", ALWAYS)                                                                   \
    R(apprenticeship_more, "share", ALWAYS)                                                                  \
    R(training_small, "share", ALWAYS)                                                                       \
    R(training_large, "share", ALWAYS)                                                                       \
    R(construction_effort, "share", ALWAYS)                                                                  \
    R(social_dialogue, "share", LATER)                                                                       \
    R(large_firm, "employees", ALWAYS)                                                                       \
    R(employee_health, "share", ALWAYS)                                                                      \
    R(employee_pension_below, "share", ALWAYS)                                                               \
    R(employee_pension_all, "share", ALWAYS)                                                                 \
    R(csg_wage, "share", ALWAYS)                                                                             \
    R(csg_wage_deductible, "share", ALWAYS)                                                                  \
    R(csg_allowance, "share", ALWAYS)                                                                        \
    R(crds, "share", ALWAYS)                                                                                 \
    R(csg_benefit, "share", ALWAYS)                                                                          \
    R(csg_benefit_deductible, "share", ALWAYS)                                                               \
    R(csg_pension, "share", ALWAYS)                                                                          \
    R(csg_pension_deductible, "share", ALWAYS)                                                               \
    R(reduction_small, "share", ALWAYS)                                                                      \
    R(reduction_large, "share", ALWAYS)                                                                      \
    R(reduction_until, "minimum wages", ALWAYS)                                                              \
    R(reduction_least, "share", LATER)                                                                       \
    R(reduction_more_small, "share", LATER)                                                                  \
    R(reduction_more_large, "share", LATER)                                                                  \
    R(reduction_power, "power", LATER)                                                                       \
    R(tax_credit, "share", LATER)                                                                            \
    R(tax_credit_until, "minimum wages", LATER)                                                              \
    R(ui_least_days, "days", ALWAYS)                                                                         \
    R(ui_reference_months, "months", ALWAYS)                                                                 \
    R(ui_reference_months_senior, "months", ALWAYS)                                                          \
    R(ui_senior_age, "years", ALWAYS)                                                                        \
    R(ui_least_paid, "days", ALWAYS)                                                                         \
    R(ui_most, "days", ALWAYS)                                                                               \
    R(ui_senior1_age, "years", ALWAYS)                                                                       \
    R(ui_senior1_most, "days", ALWAYS)                                                                       \
    R(ui_senior2_age, "years", LATER)                                                                        \
    R(ui_senior2_most, "days", LATER)                                                                        \
    R(ui_duration_factor, "factor", LATER)                                                                   \
    R(ui_share_with_fixed, "share", ALWAYS)                                                                  \
    R(ui_fixed, "EUR/day", ALWAYS)                                                                           \
    R(ui_share, "share", ALWAYS)                                                                             \
    R(ui_floor, "EUR/day", ALWAYS)                                                                           \
    R(ui_cap, "share", ALWAYS)                                                                               \
    R(ui_wage_ceiling, "PSS", ALWAYS)                                                                        \
    R(ui_waiting, "days", ALWAYS)                                                                            \
    R(ui_pay_deducted, "share", ALWAYS)                                                                      \
    R(ui_total_cap, "reference days", LATER)                                                                 \
    R(ui_pension_contribution, "share", ALWAYS)                                                              \
    R(rsa_base, "EUR/month", ALWAYS)                                                                         \
    R(rsa_second, "share", ALWAYS)                                                                           \
    R(rsa_next, "share", ALWAYS)                                                                             \
    R(rsa_more, "share", ALWAYS)                                                                             \
    R(rsa_lone_parent, "share", ALWAYS)                                                                      \
    R(rsa_lone_child, "share", ALWAYS)                                                                       \
    R(rsa_housing_1, "share", ALWAYS)                                                                        \
    R(rsa_housing_2, "share", ALWAYS)                                                                        \
    R(rsa_housing_3, "share", ALWAYS)                                                                        \
    R(rsa_age, "years", ALWAYS)                                                                              \
    R(rsa_least, "EUR/month", ALWAYS)                                                                        \
    R(rsa_pay_kept, "share", ALWAYS)                                                                         \
    R(bonus_base, "EUR/month", LATER)                                                                        \
    R(bonus_pay_kept, "share", LATER)                                                                        \
    R(bonus_from, "hours/month", LATER)                                                                      \
    R(bonus_full, "hours/month", LATER)                                                                      \
    R(bonus_most, "share", LATER)                                                                            \
    R(bonus_age, "years", LATER)                                                                             \
    R(bonus_least, "EUR/month", LATER)                                                                       \
    R(family_base, "EUR/month", ALWAYS)                                                                      \
    R(family_two, "share", ALWAYS)                                                                           \
    R(family_more, "share", ALWAYS)                                                                          \
    R(family_half_from, "EUR/year", ALWAYS)                                                                  \
    R(family_quarter_from, "EUR/year", ALWAYS)                                                               \
    R(family_from_child, "EUR/year", ALWAYS)                                                                 \
    R(housing_single, "EUR/month", ALWAYS)                                                                   \
    R(housing_couple, "EUR/month", ALWAYS)                                                                   \
    R(housing_child, "EUR/month", ALWAYS)                                                                    \
    R(housing_taper, "share", ALWAYS)                                                                        \
    R(housing_free_single, "EUR/year", ALWAYS)                                                               \
    R(housing_free_more, "EUR/year", ALWAYS)                                                                 \
    R(housing_least, "EUR/month", ALWAYS)                                                                    \
    R(tax_from_1, "EUR/year", ALWAYS)                                                                        \
    R(tax_rate_1, "share", ALWAYS)                                                                           \
    R(tax_from_2, "EUR/year", ALWAYS)                                                                        \
    R(tax_rate_2, "share", ALWAYS)                                                                           \
    R(tax_from_3, "EUR/year", ALWAYS)                                                                        \
    R(tax_rate_3, "share", ALWAYS)                                                                           \
    R(tax_from_4, "EUR/year", ALWAYS)                                                                        \
    R(tax_rate_4, "share", ALWAYS)                                                                           \
    R(tax_from_5, "EUR/year", LATER)                                                                         \
    R(tax_rate_5, "share", LATER)                                                                            \
    R(tax_relief_single, "EUR/year", ALWAYS)                                                                 \
    R(tax_relief_couple, "EUR/year", LATER)                                                                  \
    R(tax_relief_slope, "share", ALWAYS)                                                                     \
    R(tax_share_child, "shares", ALWAYS)                                                                     \
    R(tax_share_third, "shares", ALWAYS)                                                                     \
    R(tax_share_lone, "shares", ALWAYS)                                                                      \
    R(tax_cap_half, "EUR/year", ALWAYS)                                                                      \
    R(tax_cap_lone, "EUR/year", ALWAYS)                                                                      \
    R(tax_work_share, "share", ALWAYS)                                                                       \
    R(tax_work_least, "EUR/year", ALWAYS)                                                                    \
    R(tax_work_most, "EUR/year", ALWAYS)                                                                     \
    R(tax_cut, "share", LATER)                                                                               \
    R(tax_cut_full, "EUR/year", LATER)                                                                       \
    R(tax_cut_none, "EUR/year", LATER)                                                                       \
    R(tax_cut_half, "EUR/year", LATER)                                                                       \
    R(tax_withheld, "1: at source", ALWAYS)

#define LAW_RULE_CODE(rule, unit, since) LAW_##rule,
enum law_rule { LAW_RULES(LAW_RULE_CODE) LAW_RULE_COUNT };

#define DATED_LAW_FIELDS(P, self)                                                                            \
    P(self, TEXT, id, "", 0, 0, "1", PARAM_REQUIRED, "The rule and the day, an underscore between them.",    \
      "law")                                                                                                 \
    P(self, TEXT, rule, "", 0, 0, "1", PARAM_REQUIRED, "What it is the value of.", "law")                    \
    P(self, DATE, from, "2000-01-01", 0, 0, "date", PARAM_REQUIRED, "Day from which on the value holds.",    \
      "law")                                                                                                 \
    P(self, REAL, value, "0", 0, 1e7, "1", PARAM_REQUIRED | SWEEP_DATED,                                     \
      "The value; nothing where a rule ends.", "law")                                                        \
    P(self, TEXT, unit, "", 0, 0, "1", PARAM_REQUIRED, "Its unit, which is that of the rule.", "law")        \
    P(self, NOTE, reference, "", 0, 0, "1", PARAM_PLAIN, "The legal text.", "law")                           \
    P(self, CHOICE, confidence, "A", 0, 0, "V|D|A", PARAM_PLAIN,                                             \
      "V: read in the source; D: derived from such values; A: assumed, or from memory.", "law")
struct dated_law_row {
    DATED_LAW_FIELDS(PARAM_MEMBER, )
};

struct dated_law {
    struct param_rows law; /* of struct dated_law_row */
};

extern const struct part part_dated_law;

/* All rules as they are on one day. */
struct law_values {
    double value[LAW_RULE_COUNT];
};
void law_on(const struct parameters *p, int32_t day, struct law_values *law);

/* STATUS_INPUT when a rule that is always there has no row that holds on `day`. */
enum status law_complete(const struct parameters *p, int32_t day, struct error *error);

#endif
