/* `bassin merge`: one result of the parts that shards of an experiment have written. */
#include <stdio.h>

#include "sim/cli/command.h"
#include "sim/cli/messages.h"
#include "sim/cli/text.h"
#include "sim/io/batch_file.h"
#include "sim/memory.h"

enum { MY_OUTPUT, MY_INCOMPLETE, MY_FORCE, MY_QUIET };

static const struct option_spec merge_options[] = {
    {"output", 'o', "FILE.h5", "Where the result goes. It must be given."},
    {"incomplete", 'i', NULL, "Write a result though members are missing; \"bassin batch\" goes on with it."},
    {"force", 'f', NULL, "Overwrite the result if it exists."},
    {"quiet", 'q', NULL, "No message when all is well."},
};

static const char merge_details[] =
    "Parts are results of one experiment, made by \"bassin batch --shard K/N\" or left by a batch that was "
    "stopped, in any order. The data are those of one process, bit for bit. Parts that do not belong "
    "together "
    "are refused, and so are members that are missing or in two parts.";

struct session {
    const struct cli *cli;
    const char *output;
    bool incomplete;
    bool force;
    bool quiet;
    struct loaded_batch *parts; /* [count] */
    char **paths;
    size_t count;
    uint32_t *owner; /* [members] which part has it */
    struct member_table table;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    (void)error;
    session->output = option == MY_OUTPUT ? value : session->output;
    session->incomplete |= option == MY_INCOMPLETE;
    session->force |= option == MY_FORCE;
    session->quiet |= option == MY_QUIET;
    return STATUS_OK;
}

/* What a part has that no earlier one has. A member that failed in one part may be done in another. */
static enum status take_part(struct session *session, size_t index, struct error *error)
{
    const struct member_table *there = &session->parts[index].table;
    for (size_t i = 0; i < there->count; i++) {
        if (there->status[i] == MEMBER_DONE && session->table.status[i] == MEMBER_DONE) {
            return error_set(error, STATUS_INPUT, "member %zu is in \"%s\" and in \"%s\"", i + 1,
                             session->paths[session->owner[i]], session->paths[index]);
        }
        if (there->status[i] == MEMBER_DONE) {
            member_table_done(&session->table, i, there->digest[i]);
            session->owner[i] = (uint32_t)index;
        } else if (there->status[i] == MEMBER_FAILED && session->table.status[i] == MEMBER_MISSING) {
            PASS(member_table_failed(&session->table, i, there->why[i], error));
        }
    }
    return STATUS_OK;
}

static enum status load_parts(struct session *session, struct error *error)
{
    session->parts = memory_alloc(session->count, sizeof *session->parts);
    if (session->parts == NULL) {
        return error_memory(error, "parts of a result");
    }
    PASS(batch_load(&session->parts[0], session->paths[0], session->cli->models, session->cli->model_count,
                    error));
    size_t members = session->parts[0].table.count;
    session->owner = memory_alloc(members, sizeof *session->owner);
    if (session->owner == NULL) {
        return error_memory(error, "parts of a result");
    }
    PASS(member_table_init(&session->table, members, error));
    PASS(take_part(session, 0, error));
    for (size_t i = 1; i < session->count; i++) {
        PASS(batch_load_part(&session->parts[i], session->paths[i], &session->parts[0], error));
        PASS(take_part(session, i, error));
    }
    return STATUS_OK;
}

static enum status check_complete(const struct session *session, struct error *error)
{
    const struct member_table *table = &session->table;
    size_t missing = member_table_count(table, MEMBER_MISSING);
    size_t first = 0;
    if (missing == 0 || session->incomplete) {
        return STATUS_OK;
    }
    while (table->status[first] != MEMBER_MISSING) {
        first++;
    }
    error_set(error, STATUS_INPUT, "%zu of %zu members are missing, the first is %zu", missing, table->count,
              first + 1);
    error_hint(error, "run the shards that are not finished again, or give --incomplete");
    return STATUS_INPUT;
}

static enum status read_slice(const void *context, size_t member, size_t slice, void *cells,
                              struct error *error)
{
    const struct session *session = context;
    return batch_read(&session->parts[session->owner[member]], member, slice, cells, error);
}

static enum status read_panels(const void *context, size_t member, struct panel_index *index,
                               struct error *error)
{
    const struct session *session = context;
    return batch_panels(&session->parts[session->owner[member]], member, index, error);
}

static enum status read_piece(const void *context, size_t member, const struct panel_index *index,
                              const struct panel_piece *piece, struct text_buffer *packed,
                              struct error *error)
{
    const struct session *session = context;
    return batch_piece(&session->parts[session->owner[member]], member, index, piece, packed, error);
}

static enum status write_result(struct session *session, struct error *error)
{
    const struct loaded_batch *first = &session->parts[0];
    char *command = text_shell_command(session->cli->argc, session->cli->argv, 0, NULL);
    if (command == NULL) {
        return error_memory(error, "command line");
    }
    const struct result_options options = {session->output, command, session->force};
    const struct batch_content content = {
        .experiment = &first->experiment,
        .shape = &first->shape,
        .table = &session->table,
        .identity = first->identity,
        .source = {session, read_slice, read_panels, read_piece},
    };
    enum status status = batch_write(&options, &content, error);
    memory_free(command);
    return status;
}

static enum status merge(struct session *session, struct error *error)
{
    PASS(result_check_path(session->output, session->force, error));
    PASS(load_parts(session, error));
    PASS(check_complete(session, error));
    PASS(write_result(session, error));
    if (!session->quiet) {
        message_note("%s: %zu of %zu members from %zu part%s", session->output,
                     member_table_count(&session->table, MEMBER_DONE), session->table.count, session->count,
                     session->count == 1 ? "" : "s");
    }
    return STATUS_OK;
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {.cli = cli};
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    if (session.output == NULL) {
        TRY(error_set(error, STATUS_INPUT, "merge: the name of the result is missing: -o FILE.h5"));
    }
    session.paths = operands.words;
    session.count = operands.count;
    TRY(merge(&session, error));
out:
    for (size_t i = session.count; session.parts != NULL && i-- > 0;) { /* the first is the others' ground */
        batch_unload(&session.parts[i]);
    }
    memory_free(session.parts);
    memory_free(session.owner);
    member_table_clear(&session.table);
    return status;
}

const struct command command_merge = {
    .name = "merge",
    .operands = "PART.h5...",
    .text = "Make one result of the parts that shards of an experiment have written.",
    .options = merge_options,
    .option_count = sizeof merge_options / sizeof merge_options[0],
    .details = merge_details,
    .run = run,
};
