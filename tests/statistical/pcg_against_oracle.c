/* The generator against its author's library: textbook seeding, and keyed streams from their raw state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/random.h"
#include "tests/support/numbers.h"
#include "tests/support/pcg32.h"

void pcg_seeded(uint64_t initial_state, uint64_t sequence, uint32_t *out, size_t count);
void pcg_restored(uint64_t state, uint64_t increment, uint32_t *out, size_t count);

enum { STREAMS = 2000, DRAWS = 50 };

static void check_draws(struct rng rng, const uint32_t *expected)
{
    for (int k = 0; k < DRAWS; k++) {
        assert_int_equal(rng_u32(&rng), expected[k]);
    }
}

static void test_seeded(void **state)
{
    (void)state;
    uint64_t numbers = 1;
    for (int k = 0; k < STREAMS; k++) {
        uint64_t initial_state = next_number(&numbers);
        uint64_t sequence = next_number(&numbers);
        uint32_t expected[DRAWS];
        pcg_seeded(initial_state, sequence, expected, DRAWS);
        check_draws(rng_pcg32(initial_state, sequence), expected);
    }
}

static void test_keyed(void **state)
{
    (void)state;
    uint64_t purpose = rng_purpose(1, "oracle");
    for (uint64_t actor = 0; actor < STREAMS; actor++) {
        struct rng rng = rng_at(purpose, actor, (int32_t)(actor % 7) - 3);
        uint32_t expected[DRAWS];
        pcg_restored(rng.state, rng.increment, expected, DRAWS);
        check_draws(rng, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_seeded), cmocka_unit_test(test_keyed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
