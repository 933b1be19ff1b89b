/* A scenario as libconfig holds it: one document a file, each setting with its place.
 *
 * Files that are included come before the one that includes them, in the order they are named: so whoever
 * reads the documents in order and lets the later value win gives each file the last word over what it
 * includes.
 *
 * What cannot be helped: libconfig 1.5 does not look whether its own allocations succeed, so a machine
 * without any memory left may end the program inside it. What it lost without ending is noticed: settings are
 * counted, and no pointer that it gives is taken unseen. */
#ifndef SIM_IO_SCENARIO_TREE_H
#define SIM_IO_SCENARIO_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <libconfig.h>

#include "sim/error.h"
#include "sim/io/source.h"
#include "sim/params.h"

struct document {
    struct document *next;
    const char *file;
    struct source source;
    struct config_t config;
};

struct scenario_tree {
    struct document *first;
    struct document *last; /* what the user named */
    char **files;          /* names as messages show them */
    size_t file_count;
    size_t bytes;     /* of all files */
    bool from_memory; /* nothing is read beside it */
};

/* Reads and parses `path` ("-": standard input, shown as "<stdin>") and what it includes; names are meant in
 * the folder of the file that gives them. `scenario_tree_clear` is legal after a failure. */
enum status scenario_tree_read(struct scenario_tree *tree, const char *path, struct error *error);

/* The same for text in memory that messages call `name`. It comes from a file of who knows whom, so it may
 * name no other file. */
enum status scenario_tree_read_memory(struct scenario_tree *tree, const char *name, const char *text,
                                      struct error *error);
void scenario_tree_clear(struct scenario_tree *tree);

/* The setting `name` of a document, NULL when it has none; and of the last document that has one. */
config_setting_t *document_setting(const struct document *document, const char *name);
config_setting_t *scenario_tree_setting(const struct scenario_tree *tree, const char *name);

/* Where the name stands, and where the value. An element of a list has one place for both. */
const struct place *setting_name_place(const config_setting_t *setting);
const struct place *setting_value_place(const config_setting_t *setting);

/* Whether it is text in quotes. */
bool setting_is_text(const config_setting_t *setting);

/* What was found, for messages: `a list`, `the integer 7`, `the text "abc"`. */
enum { SETTING_FOUND_MAX = 128 };
const char *setting_found(const config_setting_t *setting, char out[SETTING_FOUND_MAX]);

/* The value as param_set_text takes it: text without quotes, numbers in decimal. Good until the tree or
 * `buffer` go. */
enum { SETTING_VALUE_MAX = 40 };
const char *setting_value(const config_setting_t *setting, char buffer[SETTING_VALUE_MAX]);

/* STATUS_INPUT unless the setting is of a kind that `slot` takes; a whole number is a real one too. */
enum status setting_check_kind(const config_setting_t *setting, const struct param_slot *slot,
                               struct error *error);

#endif
