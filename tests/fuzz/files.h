/* What the fuzzers of files share: one short run, and bytes as a file. */
#ifndef TESTS_FUZZ_FILES_H
#define TESTS_FUZZ_FILES_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "models/two_state/two_state.h"
#include "sim/run.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void expect(int holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

static inline void short_scenario(struct scenario *scenario)
{
    struct error error = {0};
    expect(scenario_init(scenario, &two_state, &error) == STATUS_OK, error.text);
    ((struct two_state_params *)scenario->sets[SCENARIO_SET_MODEL].values)->population.size = 100;
    scenario->run->end = scenario->run->start + 50;
    scenario->run->daily = true;
    expect(scenario_check(scenario, &error) == STATUS_OK, error.text);
}

/* Writes `data` to a file of this process, to be unlinked; its name is written to `path`. */
static inline void as_file(const void *data, size_t size, char path[64])
{
    snprintf(path, 64, "/tmp/bassin-fuzz-%ld", (long)getpid());
    FILE *file = fopen(path, "wb");
    expect(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0, path);
}

/* The bytes of a file, to be freed. */
static inline uint8_t *bytes_of(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    expect(file != NULL && fseek(file, 0, SEEK_END) == 0, path);
    *size = (size_t)ftell(file);
    uint8_t *bytes = malloc(*size + 1);
    rewind(file);
    expect(bytes != NULL && fread(bytes, 1, *size, file) == *size, path);
    fclose(file);
    return bytes;
}

#endif
