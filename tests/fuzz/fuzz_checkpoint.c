/* A damaged checkpoint is refused with a message, or gives the state that was written; never another state.
 *
 * Each three bytes of the input change one byte of a checkpoint; an odd byte at the end cuts it off. How to
 * run it: see fuzz_scenario.c, with -max_len=48 -len_control=0 and no corpus. */
#define _GNU_SOURCE
#include "sim/io/checkpoint_file.h"
#include "tests/fuzz/files.h"

static struct scenario scenario;
static uint8_t *whole;
static size_t whole_size;
static uint64_t digest;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    struct run run = {0};
    struct error error = {0};
    char folder[] = "/tmp/fuzz_checkpoint.XXXXXX";
    char path[64];
    short_scenario(&scenario);
    expect(mkdtemp(folder) != NULL, folder);
    snprintf(path, sizeof path, "%s/a", folder);
    expect(run_init(&run, &scenario, 1, (struct panel_sink){0}, false, &error) == STATUS_OK, error.text);
    for (int day = 0; day < 35; day++) {
        expect(run_step(&run, &error) == STATUS_OK, error.text);
    }
    expect(checkpoint_write(path, &run, NULL, &error) == STATUS_OK, error.text);
    digest = run_digest(&run);
    run_clear(&run);
    whole = bytes_of(path, &whole_size);
    unlink(path);
    rmdir(folder);
    return LLVMFuzzerTestOneInput(NULL, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct run run = {0};
    struct error error = {0};
    char path[64];
    int32_t day;
    struct spool_mark marks[8];
    uint8_t *bytes = malloc(whole_size);
    size_t end = whole_size;
    bool is_whole = size == 0;
    expect(bytes != NULL && two_state.panel_count <= 8, "no memory");
    memcpy(bytes, whole, whole_size);
    for (; size >= 3; data += 3, size -= 3) {
        bytes[(data[0] << 8 | data[1]) * (whole_size / 65536 + 1) % whole_size] ^= data[2];
    }
    end = size == 1 ? whole_size * data[0] / 256 : whole_size;
    as_file(bytes, end, path);
    free(bytes);
    enum status status =
        checkpoint_read_head(path, &scenario, &day, marks, &error); /* of no spool: refused */
    expect(status != STATUS_OK && error.text[0] != '\0', "a refusal has a text");
    error = (struct error){0};
    expect(run_init(&run, &scenario, 1, (struct panel_sink){0}, true, &error) == STATUS_OK, error.text);
    status = checkpoint_read(path, &run, &error);
    expect(status != STATUS_OK || run_digest(&run) == digest, "another state");
    run_clear(&run);
    expect(status == STATUS_OK || error.text[0] != '\0', "a refusal has a text");
    expect(status == STATUS_OK || !is_whole, error.text);
    unlink(path);
    return 0;
}
