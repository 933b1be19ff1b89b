/* What is declared as known of persons before a reform: columns that are there, and none of those that are
 * written when a spell ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/labour_market.h"
#include "models/labour_market/output/observe.h"
#include "sim/model.h"

static bool has_column(const struct model *model, const char *panel, const char *name)
{
    bool has = false;
    for (size_t p = 0; p < model->panel_count; p++) {
        for (size_t c = 0; strcmp(model->panels[p].name, panel) == 0 && c < model->panels[p].column_count;
             c++) {
            has |= strcmp(model->panels[p].columns[c].name, name) == 0;
        }
    }
    return has;
}

static void check_spells(const struct model *model)
{
    const struct lives *lives = model->lives;
    const char *const columns[] = {lives->person, lives->start,  lives->end, lives->state,
                                   lives->beside, lives->begins, lives->pay, lives->hours};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        assert_true(columns[i] == NULL || has_column(model, lives->spells, columns[i]));
    }
    assert_true(lives->people == NULL || has_column(model, lives->people, lives->person));
    assert_true(lives->trait_count <= LIFE_TRAITS_MAX && lives->at_work != 0);
}

static void check_traits(const struct model *model)
{
    static const char *const late[] = {"end", "end_day", "wage", "raises", "reason", "planned_end"};
    const struct lives *lives = model->lives;
    for (size_t t = 0; t < lives->trait_count; t++) {
        const struct life_trait *trait = &lives->traits[t];
        const char *panel = trait->of_people ? lives->people : lives->spells;
        assert_true(trait->column == NULL || has_column(model, panel, trait->column));
        assert_true(trait->text[0] != '\0');
        for (size_t i = 0; trait->column != NULL && i < sizeof late / sizeof late[0]; i++) {
            assert_string_not_equal(trait->column, late[i]);
        }
        for (size_t i = 0; i < trait->classes; i++) {
            assert_non_null(trait->labels[i]);
            assert_true(i < 2 || trait->bounds[i - 1] > trait->bounds[i - 2] || trait->kind <= LIFE_YES ||
                        trait->kind == LIFE_RANK);
        }
        assert_true(trait->classes > 0 || trait->kind == LIFE_STATE || trait->kind == LIFE_CODE);
    }
}

static void test_declared(void **state)
{
    (void)state;
    check_spells(&labour_market);
    check_traits(&labour_market);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_declared)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
