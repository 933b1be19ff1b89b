/* Any bytes at all as a scenario file: read or refused with a message, never more; and what is read is what
 * is written. For clang's libFuzzer:
 *
 *     cmake -B build/fuzz -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Debug \
 *           -DBASSIN_SANITIZE=fuzzer-no-link,address,undefined
 *     ninja -C build/fuzz fuzz_scenario
 *     mkdir -p build/fuzz/corpus
 *     build/fuzz/tests/fuzz/fuzz_scenario -dict=tests/fuzz/scenario.dict -max_len=4096 -max_total_time=60 \
 *           build/fuzz/corpus tests/config/good tests/config/bad tests/config/parts
 *
 * New findings go to the first folder; a crash is kept as crash-HASH and run again by naming it. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "models/models.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status read_bytes(struct scenario *scenario, const void *data, size_t size, struct error *error)
{
    char path[64];
    int file = memfd_create("scenario.cfg", 0);
    if (file < 0 || (size != 0 && write(file, data, size) != (ssize_t)size)) {
        abort();
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    enum status status = scenario_read(scenario, path, models, model_count, NULL, 0, error);
    close(file);
    return status;
}

static void expect(int holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct scenario scenario;
    struct scenario again;
    struct error error = {0};
    char *text;
    char *text_again;
    enum status status = read_bytes(&scenario, data, size, &error);
    if (status != STATUS_OK) {
        expect(status == STATUS_INPUT, "a wrong file is a fault of input");
        expect(error.text[0] != '\0' && error.file[0] != '\0', "a refusal has a text and names the file");
        return 0;
    }
    expect(error.text[0] == '\0', "success leaves no message");
    expect(scenario_write_text(&scenario, &text, &error) == STATUS_OK, "what was read can be written");
    expect(read_bytes(&again, text, strlen(text), &error) == STATUS_OK, error.text);
    expect(scenario_write_text(&again, &text_again, &error) == STATUS_OK, "and again");
    expect(strcmp(text, text_again) == 0, "written twice it is the same");
    memory_free(text);
    memory_free(text_again);
    scenario_clear(&scenario);
    scenario_clear(&again);
    return 0;
}
