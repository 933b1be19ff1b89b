#include "sim/io/member_table.h"

#include "sim/io/whole_file.h"
#include "sim/memory.h"

const char *member_status_name(enum member_status status)
{
    static const char *const names[MEMBER_STATUSES] = {"missing", "done", "failed"};
    return names[status];
}

enum status member_table_init(struct member_table *table, size_t count, struct error *error)
{
    *table = (struct member_table){.count = count};
    table->status = memory_alloc(count, sizeof *table->status);
    table->digest = memory_alloc(count, sizeof *table->digest);
    table->why = memory_alloc(count, sizeof *table->why);
    return table->status == NULL || table->digest == NULL || table->why == NULL
               ? error_memory(error, "members of an experiment")
               : STATUS_OK;
}

void member_table_clear(struct member_table *table)
{
    for (size_t i = 0; table->why != NULL && i < table->count; i++) {
        memory_free(table->why[i]);
    }
    memory_free(table->why);
    memory_free(table->digest);
    memory_free(table->status);
    *table = (struct member_table){0};
}

void member_table_done(struct member_table *table, size_t member, uint64_t digest)
{
    memory_free(table->why[member]);
    table->why[member] = NULL;
    table->status[member] = MEMBER_DONE;
    table->digest[member] = digest;
}

enum status member_table_failed(struct member_table *table, size_t member, const char *why,
                                struct error *error)
{
    char *copy = text_join(why, "");
    if (copy == NULL) {
        return error_memory(error, "members of an experiment");
    }
    memory_free(table->why[member]);
    table->why[member] = copy;
    table->status[member] = MEMBER_FAILED;
    table->digest[member] = 0;
    return STATUS_OK;
}

size_t member_table_count(const struct member_table *table, enum member_status status)
{
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        count += table->status[i] == status;
    }
    return count;
}
