/* What it costs to pack a panel of spells, beside zlib's level 1 (of which HDF5's own filter consists).
 *
 * Prints `pack NS BYTES zlib NS BYTES`: nanoseconds and bytes a row, of the best of several rounds that are
 * measured in turn. The spells are drawn such that their columns are as hard to pack as those of the labour
 * market. */
#include <math.h>
#include <stddef.h>

#include <zlib.h>

#include "bench_report.h"
#include "sim/io/panel_pack.h"
#include "sim/memory.h"
#include "sim/random.h"

enum { ROUNDS = 9, CHUNKS = 8, CHUNK = COLUMN_PACK_ROWS, PERSONS = 400000, FIRMS = 14000 };

#define SPELL_COLUMNS(C, self)                                                                               \
    C(self, U32, person, "id", "")                                                                           \
    C(self, U32, firm, "id", "")                                                                             \
    C(self, I32, start, "day", "")                                                                           \
    C(self, I32, end, "day", "")                                                                             \
    C(self, I32, wage, "cent/hour", "")                                                                      \
    C(self, I32, planned_end, "day", "")                                                                     \
    C(self, U16, zone, "1", "")                                                                              \
    C(self, U8, occupation, "1", "")                                                                         \
    C(self, U8, status, "1", "")                                                                             \
    C(self, U8, contract, "1", "")                                                                           \
    C(self, U8, reason, "1", "")                                                                             \
    C(self, U8, new_job, "1", "")                                                                            \
    C(self, U8, age, "years", "")

struct spell {
    SPELL_COLUMNS(PANEL_MEMBER, struct spell)
};

static const struct column columns[] = {SPELL_COLUMNS(TABLE_COLUMN, struct spell)};
enum { COLUMNS = sizeof columns / sizeof columns[0] };
static const struct panel_spec panel = {"spells", "", columns, COLUMNS, sizeof(struct spell)};
static const struct parallel alone = {.threads = 1};

/* Six hundred spells a day end: short contracts in runs, as firms come one after the other, then the others.
 */
static struct spell draw_spell(uint64_t purpose, uint32_t number)
{
    struct rng rng = rng_at(purpose, number, 0);
    int32_t end = 15340 + (int32_t)(number / 600);
    bool fixed = number % 600 < 250;
    bool employed = fixed || rng_below(&rng, 3) > 0;
    double length = rng_exponential(&rng);
    struct spell spell = {
        .person = rng_below(&rng, PERSONS), .end = end, .firm = UINT32_MAX, .contract = 255};
    if (employed) {
        spell.firm =
            fixed ? FIRMS / 250 * (number % 600) + rng_below(&rng, FIRMS / 250) : rng_below(&rng, FIRMS);
        spell.contract = !fixed;
        spell.new_job = rng_below(&rng, 4) > 0;
    }
    spell.start = end - (int32_t)((fixed ? 40 : 400) * length) - 1;
    spell.planned_end = fixed ? end : INT32_MAX;
    spell.wage = rng_below(&rng, 4) == 0 ? 967 : 967 + (int32_t)(500 * rng_exponential(&rng));
    spell.zone = rng_below(&rng, 3) == 0 ? (uint16_t)rng_below(&rng, 6) : 0;
    spell.occupation = (uint8_t)rng_below(&rng, 33);
    spell.status = employed ? fixed : (uint8_t)(2 + rng_below(&rng, 3));
    spell.reason = fixed ? (uint8_t)(rng_below(&rng, 5) == 0) : (uint8_t)rng_below(&rng, 13);
    spell.age = (uint8_t)(16 + rng_below(&rng, 50));
    return spell;
}

struct figures {
    double ns;
    double bytes;
};

static void keep_best(struct figures *best, double seconds, size_t bytes)
{
    double rows = (double)CHUNK * CHUNKS;
    double ns = seconds * 1e9 / rows;
    best->ns = ns < best->ns ? ns : best->ns;
    best->bytes = (double)bytes / rows;
}

static enum status pack_ours(struct panel_pack *pack, const struct spell *spells, struct figures *best,
                             struct error *error)
{
    size_t bytes = 0;
    double begin = bench_seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t chunk = 0; chunk < CHUNKS; chunk++) {
        enum status status = panel_pack_rows(pack, &alone, spells + chunk * CHUNK, CHUNK, CHUNK, error);
        if (status != STATUS_OK) {
            return status;
        }
        for (size_t i = 0; i < COLUMNS; i++) {
            bytes += pack->sizes[i];
        }
    }
    keep_best(best, bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - begin, bytes);
    return STATUS_OK;
}

/* The planes that were packed last are as hard as any. */
static enum status pack_zlib(const struct panel_pack *pack, unsigned char *packed, struct figures *best,
                             struct error *error)
{
    size_t bytes = 0;
    double begin = bench_seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t chunk = 0; chunk < CHUNKS; chunk++) {
        const unsigned char *planes = pack->planes;
        for (size_t i = 0; i < COLUMNS; i++) {
            uLong size = (uLong)(CHUNK * column_type_size(columns[i].type));
            uLongf room = compressBound(size);
            if (compress2(packed, &room, planes, size, 1) != Z_OK) {
                return error_memory(error, "zlib");
            }
            planes += size;
            bytes += room;
        }
    }
    keep_best(best, bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - begin, bytes);
    return STATUS_OK;
}

int main(void)
{
    struct panel_pack pack = {0};
    struct figures ours = {INFINITY, 0};
    struct figures theirs = {INFINITY, 0};
    struct error error = {0};
    enum status status = STATUS_OK;
    struct spell *spells = memory_alloc((size_t)CHUNK * CHUNKS, sizeof *spells);
    unsigned char *packed = memory_alloc(compressBound(sizeof(uint64_t) * CHUNK), 1);
    if (spells == NULL || packed == NULL) {
        TRY(error_memory(&error, "spells"));
    }
    for (uint32_t i = 0; i < CHUNK * CHUNKS; i++) {
        spells[i] = draw_spell(rng_purpose(1, "spells"), i);
    }
    TRY(panel_pack_reserve(&pack, &panel, CHUNK, &error));
    for (int round = 0; round < ROUNDS; round++) {
        TRY(pack_ours(&pack, spells, &ours, &error));
        TRY(pack_zlib(&pack, packed, &theirs, &error));
    }
    printf("pack %.2f %.3f zlib %.2f %.3f\n", ours.ns, ours.bytes, theirs.ns, theirs.bytes);
out:
    if (status != STATUS_OK) {
        fprintf(stderr, "bench_pack: %s\n", error.text);
    }
    panel_pack_clear(&pack);
    memory_free(packed);
    memory_free(spells);
    return status == STATUS_OK ? 0 : 1;
}
