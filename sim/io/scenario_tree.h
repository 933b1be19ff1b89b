/* The settings of a scenario as libconfig holds them, each with its place: what the reader walks over.
 *
 * libconfig 1.5 does not look whether its own allocations succeed: a machine without any memory left ends the
 * program here. All allocations of the engine are checked. */
#ifndef SIM_IO_SCENARIO_TREE_H
#define SIM_IO_SCENARIO_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <libconfig.h>

#include "sim/error.h"
#include "sim/io/source_scan.h"
#include "sim/io/source_text.h"
#include "sim/params.h"

struct scenario_tree {
    struct source source;
    struct source_settings settings;
    struct config_t config;
    bool has_config;
};

/* Reads and parses. `scenario_tree_clear` is legal after a failure. */
enum status scenario_tree_read(struct scenario_tree *tree, const char *path, struct error *error);

/* The same for text in memory that messages call `name`. */
enum status scenario_tree_read_memory(struct scenario_tree *tree, const char *name, const char *text,
                                      struct error *error);
void scenario_tree_clear(struct scenario_tree *tree);

enum source_kind setting_kind(const config_setting_t *setting);

/* Where the name stands, and where the value. An element of a list has one place for both. */
struct place setting_name_place(const struct scenario_tree *tree, const config_setting_t *setting);
struct place setting_value_place(const struct scenario_tree *tree, const config_setting_t *setting);

/* What was found, for messages: `a list`, `the integer 7`, `the text "abc"`. */
enum { SETTING_FOUND_MAX = 128 };
const char *setting_found(const struct scenario_tree *tree, const config_setting_t *setting,
                          char out[SETTING_FOUND_MAX]);

/* The value as param_set_text takes it: text without quotes, integers in decimal. Good until the tree or
 * `buffer` go. NULL when the setting holds no single value or a number of absurd length. */
enum { SETTING_VALUE_MAX = 512 };
const char *setting_value(const struct scenario_tree *tree, const config_setting_t *setting,
                          char buffer[SETTING_VALUE_MAX]);

/* STATUS_INPUT unless the setting is of a kind that `slot` takes; a whole number is a real one too. */
enum status setting_check_kind(const struct scenario_tree *tree, const config_setting_t *setting,
                               const struct param_slot *slot, struct error *error);

#endif
