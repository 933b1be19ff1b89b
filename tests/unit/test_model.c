/* What a model declares as a whole and part by part, one after the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/model.h"

static const struct output whole[] = {{.name = "a"}, {.name = "b"}};
static const struct output part[] = {{.name = "c"}};
static const struct requirement needs[] = {{.what = "x"}, {.what = "y"}, {0}};
static const struct requirement other_needs[] = {{.what = "z"}, {0}};
static const struct usual_range usuals[] = {{.what = "u"}, {0}};

static const struct model_part empty = {0};
static const struct model_part first = {.needs = needs};
static const struct model_part second = {
    .outputs = part, .output_count = 1, .needs = other_needs, .usuals = usuals};
static const struct model_part *const parts[] = {&empty, &first, &empty, &second, NULL};

static void test_lists_are_joined(void **state)
{
    (void)state;
    const struct model model = {.own = {.outputs = whole, .output_count = 2}, .parts = parts};
    assert_ptr_equal(model_output(&model, 0), &whole[0]);
    assert_ptr_equal(model_output(&model, 1), &whole[1]);
    assert_ptr_equal(model_output(&model, 2), &part[0]);
    assert_null(model_output(&model, 3));
    assert_ptr_equal(model_need(&model, 1), &needs[1]);
    assert_ptr_equal(model_need(&model, 2), &other_needs[0]);
    assert_null(model_need(&model, 3));
    assert_ptr_equal(model_usual(&model, 0), &usuals[0]);
    assert_null(model_usual(&model, 1));
}

static void test_a_model_in_one_piece(void **state)
{
    (void)state;
    const struct model model = {.own = {.outputs = whole, .output_count = 2, .needs = needs}};
    assert_ptr_equal(model_output(&model, 1), &whole[1]);
    assert_null(model_output(&model, 2));
    assert_ptr_equal(model_need(&model, 0), &needs[0]);
    assert_null(model_need(&model, 2));
    assert_null(model_usual(&model, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_are_joined),
        cmocka_unit_test(test_a_model_in_one_piece),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
