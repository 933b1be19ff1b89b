#include "sim/io/evaluation_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/digest.h"
#include "sim/io/csv_file.h"
#include "sim/io/whole_file.h"
#include "sim/list.h"

static const char mark[] = "# bassin evaluations, scenario ";
enum { SEEDS = 2 };

static size_t column_count(const struct evaluation_file *file)
{
    return SEEDS + file->design->factor_count + 1 + file->model->measure_count;
}

static uint64_t key_of(const struct evaluation *evaluation, size_t factors)
{
    uint64_t key = digest_bytes(0, &evaluation->seed, sizeof evaluation->seed);
    key = digest_bytes(key, &evaluation->population_seed, sizeof evaluation->population_seed);
    for (size_t f = 0; f < factors; f++) {
        key = digest_text(key, evaluation->values[f]);
    }
    return key;
}

/* ---- what is known ---- */

static enum status keep(struct evaluation_file *file, uint64_t key, const double *measures, bool failed,
                        struct error *error)
{
    size_t count = file->count;
    uint64_t *keys = list_room(file->keys, count, sizeof *keys);
    file->keys = keys != NULL ? keys : file->keys;
    double *values = list_room(file->values, count, file->model->measure_count * sizeof *values);
    file->values = values != NULL ? values : file->values;
    bool *failures = list_room(file->failed, count, sizeof *failures);
    file->failed = failures != NULL ? failures : file->failed;
    if (keys == NULL || values == NULL || failures == NULL) {
        return error_memory(error, "evaluations");
    }
    keys[count] = key;
    failures[count] = failed;
    for (size_t i = 0; i < file->model->measure_count; i++) {
        values[count * file->model->measure_count + i] = failed ? NAN : measures[i];
    }
    file->count++;
    return STATUS_OK;
}

bool evaluations_find(struct evaluation_file *file, const struct evaluation *evaluation, double *measures,
                      bool *failed)
{
    uint64_t key = key_of(evaluation, file->design->factor_count);
    for (size_t i = 0; i < file->count; i++) {
        if (file->keys[i] != key) {
            continue;
        }
        if (measures != NULL) {
            memcpy(measures, file->values + i * file->model->measure_count,
                   file->model->measure_count * sizeof *measures);
            *failed = file->failed[i];
        }
        return true;
    }
    return false;
}

/* ---- reading ---- */

static const char *title_of(const struct evaluation_file *file, size_t column)
{
    size_t factors = file->design->factor_count;
    if (column < SEEDS) {
        return column == 0 ? "seed" : "population_seed";
    }
    column -= SEEDS;
    return column < factors    ? file->design->factors[column].path
           : column == factors ? "failure"
                               : file->model->measures[column - factors - 1].name;
}

/* A row of a table may be called anything. */
static void put_title(struct text_buffer *head, const char *title)
{
    if (title[strcspn(title, "\",")] == '\0') {
        text_buffer_put(head, title);
        return;
    }
    text_buffer_put(head, "\"");
    for (; *title != '\0'; title++) {
        text_buffer_add(head, "\"\"", *title == '"' ? 1 : 0);
        text_buffer_add(head, title, 1);
    }
    text_buffer_put(head, "\"");
}

static enum status put_head(struct evaluation_file *file, uint64_t identity, struct text_buffer *head,
                            struct error *error)
{
    text_buffer_format(head, "%s%016" PRIx64 "\n", mark, identity);
    for (size_t column = 0; column < column_count(file); column++) {
        text_buffer_put(head, column > 0 ? "," : "");
        put_title(head, title_of(file, column));
    }
    text_buffer_put(head, "\n");
    return text_buffer_status(head, error);
}

static enum status expect_number(const struct csv_file *csv, size_t row, size_t column, double *number,
                                 struct error *error)
{
    const char *text = csv_file_text(csv, row, column);
    char *end;
    *number = strtod(text, &end);
    if (end == text || *end != '\0') {
        const struct place place = csv_file_place(csv, row, column);
        return error_set_at(error, STATUS_INPUT, &place, "\"%.40s\" is no number; the line may be removed",
                            text);
    }
    return STATUS_OK;
}

static enum status read_row(struct evaluation_file *file, const struct csv_file *csv, size_t row,
                            double *measures, design_text *values, struct error *error)
{
    size_t factors = file->design->factor_count;
    double seeds[SEEDS];
    for (size_t i = 0; i < SEEDS; i++) {
        PASS(expect_number(csv, row, i, &seeds[i], error));
    }
    for (size_t f = 0; f < factors; f++) {
        const char *text = csv_file_text(csv, row, SEEDS + f);
        memset(values[f], 0, sizeof values[f]);
        memcpy(values[f], text, strnlen(text, sizeof values[f] - 1));
    }
    bool failed = csv_file_text(csv, row, SEEDS + factors)[0] != '\0';
    for (size_t i = 0; !failed && i < file->model->measure_count; i++) {
        PASS(expect_number(csv, row, SEEDS + factors + 1 + i, &measures[i], error));
    }
    const struct evaluation evaluation = {values, (int64_t)seeds[0], (int64_t)seeds[1]};
    return keep(file, key_of(&evaluation, factors), measures, failed, error);
}

static enum status read_rows(struct evaluation_file *file, struct error *error)
{
    struct csv_file csv;
    enum status status = STATUS_OK;
    double *measures = memory_alloc(file->model->measure_count, sizeof *measures);
    design_text *values = memory_alloc(file->design->factor_count, sizeof *values);
    TRY(csv_file_read(&csv, file->path, NULL, error));
    if (measures == NULL || values == NULL) {
        TRY(error_memory(error, "evaluations"));
    }
    for (size_t row = 0; row < csv.rows; row++) {
        TRY(read_row(file, &csv, row, measures, values, error));
    }
out:
    csv_file_clear(&csv);
    memory_free(measures);
    memory_free(values);
    return status;
}

/* ---- opening ---- */

static enum status cannot_write(const struct evaluation_file *file, struct error *error)
{
    return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", file->path, strerror(errno));
}

static enum status begin(struct evaluation_file *file, const struct text_buffer *head, struct error *error)
{
    if (ftruncate(file->descriptor, 0) != 0) {
        return cannot_write(file, error);
    }
    file->end = head->length;
    return file_write(file->descriptor, file->path, 0, head->text, head->length, error);
}

/* The end of the last whole line. */
static uint64_t whole_lines(const struct text_buffer *bytes)
{
    uint64_t end = bytes->length;
    while (end > 0 && bytes->text[end - 1] != '\n') {
        end--;
    }
    return end;
}

static enum status refuse(const struct evaluation_file *file, const struct text_buffer *there,
                          struct error *error)
{
    bool ours = there->length >= sizeof mark - 1 && memcmp(there->text, mark, sizeof mark - 1) == 0;
    error_set(error, STATUS_INPUT, "\"%s\" %s", file->path,
              ours ? "holds evaluations of another scenario, version or list of parameters"
                   : "is there already and is no file of evaluations");
    error_hint(error, ours ? "--force begins anew, another name with -o leaves it as it is"
                           : "move it away, or give another file with -o");
    return STATUS_INPUT;
}

static enum status take_over(struct evaluation_file *file, const struct text_buffer *there,
                             const struct text_buffer *head, bool anew, struct error *error)
{
    size_t shorter = there->length < head->length ? there->length : head->length;
    size_t marked = sizeof mark - 1 < shorter ? sizeof mark - 1 : shorter;
    bool ours = marked == 0 || memcmp(there->text, mark, marked) == 0;
    bool same = shorter == 0 || memcmp(there->text, head->text, shorter) == 0;
    if (!same && !(ours && anew)) {
        return refuse(file, there, error);
    }
    if (!same || there->length < head->length) {
        return begin(file, head, error);
    }
    file->end = whole_lines(there);
    return ftruncate(file->descriptor, (off_t)file->end) == 0 ? read_rows(file, error)
                                                              : cannot_write(file, error);
}

enum status evaluations_open(struct evaluation_file *file, const char *path, uint64_t identity,
                             const struct design *design, const struct model *model, bool anew,
                             struct error *error)
{
    struct text_buffer head = {0};
    struct text_buffer there = {0};
    struct text_file_identity which;
    struct stat facts;
    enum status status = STATUS_OK;
    *file = (struct evaluation_file){.descriptor = -1, .design = design, .model = model};
    file->path = text_join(path, "");
    if (file->path == NULL) {
        return error_memory(error, "evaluations");
    }
    TRY(put_head(file, identity, &head, error));
    file->descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0666);
    if (file->descriptor < 0 || fstat(file->descriptor, &facts) != 0) {
        TRY(cannot_write(file, error));
    }
    if (!S_ISREG(facts.st_mode)) {
        TRY(refuse(file, &there, error));
    }
    TRY(text_file_load(path, false, NULL, &there, &which, error));
    TRY(take_over(file, &there, &head, anew, error));
out:
    text_buffer_clear(&head);
    text_buffer_clear(&there);
    return status;
}

void evaluations_close(struct evaluation_file *file)
{
    if (file->descriptor >= 0) {
        (void)!fdatasync(file->descriptor);
        close(file->descriptor);
        file->descriptor = -1;
    }
    memory_free(file->path);
    memory_free(file->keys);
    memory_free(file->values);
    memory_free(file->failed);
    file->path = NULL;
    file->keys = NULL;
    file->values = NULL;
    file->failed = NULL;
}

/* ---- adding ---- */

/* In quotes, with what would end them or the line made harmless. */
static void put_why(struct text_buffer *row, const char *why)
{
    text_buffer_put(row, ",\"");
    for (; *why != '\0'; why++) {
        char c = *why == '"' ? '\'' : (unsigned char)*why < ' ' ? ' ' : *why;
        text_buffer_add(row, &c, 1);
    }
    text_buffer_put(row, "\"");
}

static void put_row(const struct evaluation_file *file, const struct evaluation *evaluation,
                    const double *measures, const char *why, struct text_buffer *row)
{
    text_buffer_format(row, "%" PRId64 ",%" PRId64, evaluation->seed, evaluation->population_seed);
    for (size_t f = 0; f < file->design->factor_count; f++) {
        text_buffer_format(row, ",%s", evaluation->values[f]);
    }
    if (why != NULL) {
        put_why(row, why);
    } else {
        text_buffer_put(row, ",");
    }
    for (size_t i = 0; i < file->model->measure_count; i++) {
        char number[32] = "nan";
        if (why == NULL && !isnan(measures[i])) {
            param_format_real(measures[i], number);
        }
        text_buffer_format(row, ",%s", number);
    }
    text_buffer_put(row, "\n");
}

enum status evaluations_add(struct evaluation_file *file, const struct evaluation *evaluation,
                            const double *measures, const char *why, struct error *error)
{
    struct text_buffer row = {0};
    put_row(file, evaluation, measures, why, &row);
    enum status status = text_buffer_status(&row, error);
    parallel_lock_take(&file->lock);
    if (status == STATUS_OK) {
        status = file_write(file->descriptor, file->path, file->end, row.text, row.length, error);
    }
    if (status == STATUS_OK) {
        file->end += row.length;
        status = keep(file, key_of(evaluation, file->design->factor_count), measures, why != NULL, error);
    }
    parallel_lock_release(&file->lock);
    text_buffer_clear(&row);
    return status;
}
