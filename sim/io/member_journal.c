#include "sim/io/member_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <libdeflate.h>

#include "sim/digest.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"

/* The file begins with this and the experiment that it is of. */
static const char magic[16] = "bassin members\n";

struct file_head {
    char magic[16];
    uint64_t identity;
    uint64_t members;
    uint64_t slices;
};

/* A record: its payload is the slices of member_pack.h, or why the member failed. Behind it are the panels of
 * member_panels.h, or nothing. */
struct record_head {
    uint64_t digest; /* of all that follows, and of the payload */
    uint64_t member;
    uint64_t status;
    uint64_t state; /* digest of the run at its end */
    uint64_t bytes; /* of the payload */
    uint64_t panel_bytes;
    uint64_t panel_digest;
};

static uint64_t digest_record(const struct record_head *head, const void *payload)
{
    uint64_t digest = digest_bytes(0, &head->member, sizeof *head - sizeof head->digest);
    return digest_bytes(digest, payload, (size_t)head->bytes);
}

/* ---- opening ---- */

static enum status take_record(struct member_journal *journal, const struct record_head *head,
                               const char *payload, struct error *error)
{
    size_t member = (size_t)head->member;
    if (head->status == MEMBER_DONE) {
        member_table_done(journal->table, member, head->state);
        journal->at[member] = journal->end + sizeof *head;
        journal->panels_at[member] = head->panel_bytes > 0 ? journal->at[member] + head->bytes : 0;
        return STATUS_OK;
    }
    journal->at[member] = 0;
    journal->panels_at[member] = 0;
    return member_table_failed(journal->table, member, payload, error);
}

/* Whether the panels that a record has are those that were written. */
static bool panels_are_whole(const struct member_journal *journal, const struct record_head *head,
                             uint64_t at, enum status *status, struct error *error)
{
    enum { PIECE = 1 << 18 };
    uint64_t digest = 0;
    char *bytes = memory_alloc(PIECE, 1);
    bool whole = bytes != NULL;
    *status = whole ? STATUS_OK : error_memory(error, "members of an experiment");
    for (uint64_t done = 0; whole && done < head->panel_bytes; done += PIECE) {
        size_t count = head->panel_bytes - done < PIECE ? (size_t)(head->panel_bytes - done) : PIECE;
        whole = file_read(journal->descriptor, journal->path, at + done, bytes, count, NULL) == STATUS_OK;
        digest = libdeflate_crc32((uint32_t)digest, bytes, count);
    }
    memory_free(bytes);
    return whole && digest == head->panel_digest;
}

static bool is_possible(const struct member_journal *journal, const struct record_head *head, uint64_t left)
{
    return head->bytes <= left && head->panel_bytes <= left - head->bytes &&
           head->member < journal->table->count &&
           (head->status == MEMBER_DONE || head->status == MEMBER_FAILED);
}

/* Reads the record at `journal->end`; false when no whole one begins there. */
static bool next_record(struct member_journal *journal, uint64_t size, enum status *status,
                        struct error *error)
{
    struct record_head head;
    uint64_t at = journal->end;
    if (size - at < sizeof head ||
        file_read(journal->descriptor, journal->path, at, &head, sizeof head, NULL) != STATUS_OK ||
        !is_possible(journal, &head, size - at - sizeof head)) {
        return false;
    }
    char *payload = memory_alloc((size_t)head.bytes + 1, 1);
    if (payload == NULL) {
        *status = error_memory(error, "members of an experiment");
        return false;
    }
    bool whole = file_read(journal->descriptor, journal->path, at + sizeof head, payload, (size_t)head.bytes,
                           NULL) == STATUS_OK &&
                 head.digest == digest_record(&head, payload) &&
                 panels_are_whole(journal, &head, at + sizeof head + head.bytes, status, error);
    if (whole) {
        *status = take_record(journal, &head, payload, error);
        journal->end = at + sizeof head + head.bytes + head.panel_bytes;
    }
    memory_free(payload);
    return whole && *status == STATUS_OK;
}

static enum status begin_file(struct member_journal *journal, const struct file_head *head,
                              struct error *error)
{
    PASS(file_write(journal->descriptor, journal->path, 0, head, sizeof *head, error));
    journal->end = sizeof *head;
    return folder_sync(journal->path, error);
}

/* A file that was cut within its head holds nothing yet. */
static enum status read_file(struct member_journal *journal, const struct file_head *head, uint64_t size,
                             struct error *error)
{
    struct file_head found = {0};
    enum status status = STATUS_OK;
    if (size < sizeof found) {
        return begin_file(journal, head, error);
    }
    PASS(file_read(journal->descriptor, journal->path, 0, &found, sizeof found, error));
    if (memcmp(&found, head, sizeof found) != 0) {
        error_set(error, STATUS_INPUT, "\"%s\" holds members of another experiment, or of another version",
                  journal->path);
        error_hint(error, "--force begins anew, another name with -o leaves it as it is");
        return STATUS_INPUT;
    }
    journal->end = sizeof found;
    while (next_record(journal, size, &status, error)) {
    }
    if (status == STATUS_OK && journal->end < size &&
        ftruncate(journal->descriptor, (off_t)journal->end) != 0) {
        status = error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", journal->path, strerror(errno));
    }
    return status;
}

bool journal_is(const char *path)
{
    char found[sizeof magic];
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat facts;
    bool is = descriptor >= 0 && fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
    if (is) {
        ssize_t length = read(descriptor, found, sizeof found);
        is = length >= 0 && memcmp(found, magic, (size_t)length) == 0;
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return is;
}

enum status journal_open(struct member_journal *journal, const char *path, uint64_t identity,
                         const struct member_shape *shape, struct member_table *table, struct error *error)
{
    struct file_head head = {.identity = identity, .members = table->count, .slices = shape->count};
    struct stat facts;
    memcpy(head.magic, magic, sizeof magic);
    *journal = (struct member_journal){.descriptor = -1, .shape = shape, .table = table};
    journal->path = text_join(path, "");
    journal->at = memory_alloc(table->count, sizeof *journal->at);
    journal->panels_at = memory_alloc(table->count, sizeof *journal->panels_at);
    if (journal->path == NULL || journal->at == NULL || journal->panels_at == NULL) {
        return error_memory(error, "members of an experiment");
    }
    journal->descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (journal->descriptor < 0 || fstat(journal->descriptor, &facts) != 0) {
        return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", path, strerror(errno));
    }
    return read_file(journal, &head, (uint64_t)facts.st_size, error);
}

void journal_close(struct member_journal *journal, bool remove)
{
    if (journal->descriptor >= 0) {
        close(journal->descriptor);
        journal->descriptor = -1;
        if (remove) {
            unlink(journal->path);
        }
    }
    memory_free(journal->path);
    memory_free(journal->at);
    memory_free(journal->panels_at);
    journal->path = NULL;
    journal->at = NULL;
    journal->panels_at = NULL;
}

/* ---- writing ---- */

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

enum status journal_sync(struct member_journal *journal, struct error *error)
{
    journal->synced = seconds_now();
    return fdatasync(journal->descriptor) == 0
               ? STATUS_OK
               : error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", journal->path, strerror(errno));
}

/* The head comes last: with it the record is there. */
static enum status put_record(struct member_journal *journal, const struct record_head *head,
                              const void *payload, const struct packed_panels *panels, struct error *error)
{
    uint64_t at = journal->end + sizeof *head;
    uint64_t behind = at + head->bytes;
    PASS(file_write(journal->descriptor, journal->path, at, payload, (size_t)head->bytes, error));
    if (head->panel_bytes > 0) {
        PASS(file_copy(panels->descriptor, journal->path, 0, head->panel_bytes, journal->descriptor,
                       journal->path, &behind, error));
    }
    return file_write(journal->descriptor, journal->path, journal->end, head, sizeof *head, error);
}

/* A kill loses nothing that was written; a loss of power may lose the last second. */
static enum status write_record(struct member_journal *journal, const struct record_head *head,
                                const void *payload, const struct packed_panels *panels, struct error *error)
{
    enum status status = put_record(journal, head, payload, panels, error);
    if (status == STATUS_OK && seconds_now() - journal->synced >= 1) {
        status = journal_sync(journal, error);
    }
    if (status != STATUS_OK) { /* what is torn would stand in the way of what others finish */
        (void)!ftruncate(journal->descriptor, (off_t)journal->end);
        return status;
    }
    status = take_record(journal, head, payload, error);
    journal->end += sizeof *head + head->bytes + head->panel_bytes;
    return status;
}

static enum status add(struct member_journal *journal, struct record_head *head, const void *payload,
                       const struct packed_panels *panels, struct error *error)
{
    head->digest = digest_record(head, payload);
    parallel_lock_take(&journal->lock);
    enum status status = write_record(journal, head, payload, panels, error);
    parallel_lock_release(&journal->lock);
    return status;
}

enum status journal_add(struct member_journal *journal, size_t member, struct run *run,
                        const struct spool *spool, struct error *error)
{
    struct text_buffer bytes = {0};
    struct packed_panels panels = {.descriptor = -1};
    enum status status = STATUS_OK;
    TRY(member_pack(journal->shape, run, &bytes, error));
    if (spool != NULL) {
        TRY(packed_panels_make(&panels, spool, run->model, &run->sim.parallel, journal->path, error));
    }
    struct record_head head = {
        .member = member,
        .status = MEMBER_DONE,
        .state = run_digest(run),
        .bytes = bytes.length,
        .panel_bytes = panels.bytes,
        .panel_digest = panels.digest,
    };
    TRY(add(journal, &head, bytes.text, &panels, error));
out:
    packed_panels_clear(&panels);
    text_buffer_clear(&bytes);
    return status;
}

enum status journal_add_failure(struct member_journal *journal, size_t member, const char *why,
                                struct error *error)
{
    struct record_head head = {.member = member, .status = MEMBER_FAILED, .bytes = strlen(why) + 1};
    return add(journal, &head, why, NULL, error);
}

/* ---- reading ---- */

enum status journal_read(const struct member_journal *journal, size_t member, size_t slice, void *cells,
                         struct error *error)
{
    uint64_t offsets[2];
    uint64_t at = journal->at[member];
    PASS(file_read(journal->descriptor, journal->path, at + slice * sizeof *offsets, offsets, sizeof offsets,
                   error));
    size_t size = (size_t)(offsets[1] - offsets[0]);
    void *packed = memory_alloc(size, 1);
    if (packed == NULL) {
        return error_memory(error, "members of an experiment");
    }
    enum status status = file_read(journal->descriptor, journal->path, at + offsets[0], packed, size, error);
    if (status == STATUS_OK) {
        status = member_unpack(journal->shape, slice, packed, size, cells, error);
    }
    memory_free(packed);
    return status;
}

enum status journal_panels(const struct member_journal *journal, size_t member, struct panel_index *index,
                           uint64_t *begin, struct error *error)
{
    struct record_head head;
    uint64_t at = journal->panels_at[member];
    *index = (struct panel_index){0};
    if (at == 0) {
        return STATUS_OK;
    }
    PASS(file_read(journal->descriptor, journal->path, journal->at[member] - sizeof head, &head, sizeof head,
                   error));
    PASS(panel_index_read(index, journal->shape->frame.model, journal->descriptor, journal->path, at,
                          head.panel_bytes, error));
    *begin = at + panel_index_bytes(index);
    return STATUS_OK;
}

enum status journal_piece(const struct member_journal *journal, uint64_t begin,
                          const struct panel_index *index, const struct panel_piece *piece,
                          struct text_buffer *packed, struct error *error)
{
    size_t number = panel_index_number(index, piece);
    uint64_t from = number > 0 ? index->ends[number - 1] : 0;
    size_t count = (size_t)(index->ends[number] - from);
    char *bytes = memory_alloc(count, 1);
    if (bytes == NULL) {
        return error_memory(error, "panels of a member");
    }
    enum status status = file_read(journal->descriptor, journal->path, begin + from, bytes, count, error);
    packed->length = 0;
    text_buffer_add(packed, bytes, status == STATUS_OK ? count : 0);
    memory_free(bytes);
    return status == STATUS_OK ? text_buffer_status(packed, error) : status;
}
