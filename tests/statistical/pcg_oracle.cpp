// The author's own PCG library (M. O'Neill, Debian's libpcg-cpp-dev) behind two C functions.
#include <cstddef>
#include <cstdint>
#include <sstream>

#include <pcg_random.hpp>

extern "C" {

void pcg_seeded(uint64_t initial_state, uint64_t sequence, uint32_t *out, size_t count)
{
    pcg32 generator(initial_state, sequence);
    for (size_t k = 0; k < count; k++) {
        out[k] = generator();
    }
}

// From a raw state and increment, as the library reads a saved generator: multiplier, increment, state.
void pcg_restored(uint64_t state, uint64_t increment, uint32_t *out, size_t count)
{
    std::stringstream saved;
    saved << UINT64_C(6364136223846793005) << ' ' << increment << ' ' << state;
    pcg32 generator;
    saved >> generator;
    for (size_t k = 0; k < count; k++) {
        out[k] = saved.fail() ? 0 : generator();
    }
}
}
