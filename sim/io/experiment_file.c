#include "sim/io/experiment_file.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/experiment_reader.h"
#include "sim/io/scenario_file.h"
#include "sim/io/text_file.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"

/* ---- members of groups ---- */

enum status group_check_keys(const struct experiment_reader *reader, const config_setting_t *group,
                             const char *what, const char *const *keys, size_t count)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
        const char *name = config_setting_name(setting);
        if (name_find(name, strlen(name), keys, count, sizeof *keys) == count) {
            const struct name_hint hint = name_hint_among(name, keys, count, sizeof *keys);
            char quoted[TEXT_QUOTE_MAX];
            error_set_at(reader->reader.error, STATUS_INPUT, setting_name_place(setting), "%s has no key %s",
                         what, text_quote(name, strlen(name), quoted));
            name_hint_tell(&hint, "", reader->reader.error);
            return STATUS_INPUT;
        }
    }
    return STATUS_OK;
}

enum status group_integer(const struct experiment_reader *reader, const config_setting_t *group,
                          const char *name, int64_t min, int64_t max, int64_t *value)
{
    const config_setting_t *setting = group == NULL ? NULL : config_setting_get_member(group, name);
    char expected[96];
    char buffer[SETTING_VALUE_MAX];
    if (setting == NULL) {
        return STATUS_OK;
    }
    snprintf(expected, sizeof expected, "a whole number from %" PRId64 " to %" PRId64, min, max);
    int kind = config_setting_type(setting);
    if (kind != CONFIG_TYPE_INT && kind != CONFIG_TYPE_INT64) {
        return reader_expected(&reader->reader, setting, expected);
    }
    int64_t number = strtoll(setting_value(setting, buffer), NULL, 10);
    if (number < min || number > max) {
        return reader_expected(&reader->reader, setting, expected);
    }
    *value = number;
    return STATUS_OK;
}

enum status group_text(const struct experiment_reader *reader, const config_setting_t *group,
                       const char *name, size_t size, char *text)
{
    const config_setting_t *setting = group == NULL ? NULL : config_setting_get_member(group, name);
    if (setting == NULL) {
        return STATUS_OK;
    }
    if (!setting_is_text(setting)) {
        return reader_expected(&reader->reader, setting, "text in quotes");
    }
    const char *found = config_setting_get_string(setting);
    size_t length = strlen(found);
    if (length >= size || !text_is_plain(found, length)) {
        return error_set_at(reader->reader.error, STATUS_INPUT, setting_value_place(setting),
                            "%s: expected one line of at most %zu bytes", name, size - 1);
    }
    memcpy(text, found, length + 1);
    return STATUS_OK;
}

enum status group_choice(const struct experiment_reader *reader, const config_setting_t *group,
                         const char *name, const char *const *choices, size_t count, int *choice)
{
    char text[64] = "";
    PASS(group_text(reader, group, name, sizeof text, text));
    if (text[0] == '\0') {
        return STATUS_OK;
    }
    size_t found = name_find(text, strlen(text), choices, count, sizeof *choices);
    if (found == count) {
        const config_setting_t *setting = config_setting_get_member(group, name);
        const struct name_hint hint = name_hint_among(text, choices, count, sizeof *choices);
        error_set_at(reader->reader.error, STATUS_INPUT, setting_value_place(setting),
                     "%s: there is no \"%s\"", name, text);
        name_hint_tell(&hint, "", reader->reader.error);
        return STATUS_INPUT;
    }
    *choice = (int)found;
    return STATUS_OK;
}

/* ---- the file as a whole ---- */

static const char *const own_keys[] = {"title", "story",      "scenario", "overrides", "changes",
                                       "arms",  "replicates", "keep",     "sweep"};
enum { OWN_KEYS = sizeof own_keys / sizeof own_keys[0] };

static struct place whole_file(const struct experiment_reader *reader)
{
    return (struct place){.file = reader->reader.tree.last->file};
}

static const config_setting_t *setting_of(const struct experiment_reader *reader, const char *name)
{
    return scenario_tree_setting(&reader->reader.tree, name);
}

static enum status check_own_keys(const struct experiment_reader *reader)
{
    for (const struct document *d = reader->reader.tree.first; d != NULL; d = d->next) {
        PASS(group_check_keys(reader, config_root_setting(&d->config), "an experiment", own_keys, OWN_KEYS));
    }
    return STATUS_OK;
}

/* Text of any length; paragraphs are allowed. */
static enum status read_story(struct experiment_reader *reader)
{
    const config_setting_t *setting = setting_of(reader, "story");
    if (setting == NULL) {
        return STATUS_OK;
    }
    if (!setting_is_text(setting) || strlen(config_setting_get_string(setting)) > 30000) {
        return reader_expected(&reader->reader, setting, "text in quotes of at most 30000 bytes");
    }
    reader->experiment->story = text_join(config_setting_get_string(setting), "");
    return reader->experiment->story == NULL ? error_memory(reader->reader.error, "story of an experiment")
                                             : STATUS_OK;
}

/* ---- arms ---- */

static enum status check_name(const struct experiment_reader *reader, const struct arm *arm)
{
    const char *name = arm->name;
    bool good = isalpha((unsigned char)name[0]) != 0;
    for (size_t i = 0; name[i] != '\0'; i++) {
        good = good && (isalnum((unsigned char)name[i]) != 0 || strchr("_-.", name[i]) != NULL);
    }
    return good ? STATUS_OK
                : error_set_at(reader->reader.error, STATUS_INPUT, &arm->place,
                               "the name of an arm is \"%s\"; expected a letter, then letters, digits, _, - "
                               "and points",
                               name);
}

/* The scenario file that an arm, or else the experiment, names. */
static enum status read_base(struct experiment_reader *reader, struct arm *arm, const config_setting_t *group)
{
    const config_setting_t *own = group == NULL ? NULL : config_setting_get_member(group, "scenario");
    const config_setting_t *setting = own != NULL ? own : setting_of(reader, "scenario");
    struct text_buffer path = {0};
    struct place place = whole_file(reader);
    if (setting == NULL) {
        return error_set_at(reader->reader.error, STATUS_INPUT, &place,
                            "the scenario is missing; expected scenario = \"FILE.cfg\"");
    }
    if (!setting_is_text(setting)) {
        return reader_expected(&reader->reader, setting, "the name of a scenario file in quotes");
    }
    const char *name = config_setting_get_string(setting);
    place = *setting_value_place(setting);
    enum status status = text_file_path(place.file, name, strlen(name), &path, reader->reader.error);
    if (status == STATUS_OK && access(path.text, R_OK) != 0) {
        status = error_set_at(reader->reader.error, STATUS_INPUT, &place, "cannot read \"%s\": %s", path.text,
                              strerror(errno));
    }
    if (status == STATUS_OK) {
        status = scenario_read(&arm->scenario, path.text, reader->reader.models, reader->reader.model_count,
                               NULL, 0, reader->reader.error);
    }
    text_buffer_clear(&path);
    return status;
}

/* What holds for all arms, what for this one, and what the command line says. */
static enum status apply_settings(struct experiment_reader *reader, struct arm *arm,
                                  const config_setting_t *group)
{
    const struct reader *base = &reader->reader;
    PASS(reader_read_override_list(base, setting_of(reader, "overrides")));
    PASS(reader_read_change_list(base, setting_of(reader, "changes")));
    if (group != NULL) {
        PASS(reader_read_override_list(base, config_setting_get_member(group, "overrides")));
        PASS(reader_read_change_list(base, config_setting_get_member(group, "changes")));
    }
    for (size_t i = 0; i < base->given->count; i++) {
        PASS(scenario_assign(&arm->scenario, &base->given->items[i], base->error));
    }
    enum status status = scenario_check(&arm->scenario, base->error);
    if (status == STATUS_INPUT && base->error->file[0] == '\0') {
        snprintf(base->error->file, sizeof base->error->file, "%s", arm->place.file);
        base->error->line = arm->place.line;
        base->error->column = arm->place.column;
    }
    return status;
}

/* `group` is NULL for the one arm of an experiment without a list of arms. */
static enum status read_arm(struct experiment_reader *reader, const config_setting_t *group)
{
    static const char *const keys[] = {"name", "text", "scenario", "overrides", "changes", "placebo"};
    struct arm *arm = experiment_add_arm(reader->experiment, reader->reader.error);
    if (arm == NULL) {
        return STATUS_MEMORY;
    }
    arm->place = group == NULL ? whole_file(reader) : *setting_value_place(group);
    snprintf(arm->name, sizeof arm->name, "%s", group == NULL ? "baseline" : "");
    if (group != NULL) {
        PASS(group_check_keys(reader, group, "an arm", keys, sizeof keys / sizeof keys[0]));
        PASS(group_text(reader, group, "name", sizeof arm->name, arm->name));
        PASS(group_text(reader, group, "text", sizeof arm->text, arm->text));
    }
    PASS(check_name(reader, arm));
    PASS(read_base(reader, arm, group));
    reader->reader.scenario = &arm->scenario;
    return apply_settings(reader, arm, group);
}

static enum status read_arms(struct experiment_reader *reader)
{
    const config_setting_t *list = setting_of(reader, "arms");
    int count = list == NULL ? 0 : config_setting_length(list);
    if (list == NULL) {
        return read_arm(reader, NULL);
    }
    if (!config_setting_is_list(list) || count == 0 || count > EXPERIMENT_ARMS_MAX) {
        return reader_expected(&reader->reader, list, "a list ( { name = \"...\"; ... }, ... )");
    }
    for (int i = 0; i < count; i++) {
        const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);
        if (!config_setting_is_group(group)) {
            return reader_expected(&reader->reader, group, "an arm { name = \"...\"; ... }");
        }
        PASS(read_arm(reader, group));
    }
    return STATUS_OK;
}

/* ---- replicates ---- */

static enum status expect_group(const struct experiment_reader *reader, const config_setting_t *setting)
{
    return setting == NULL || config_setting_is_group(setting)
               ? STATUS_OK
               : reader_expected(&reader->reader, setting, "a group { NAME = VALUE; ... }");
}

/* Replicates begin with the seeds of the first arm's scenario. */
static enum status read_replicates(struct experiment_reader *reader)
{
    static const char *const keys[] = {"count", "differ", "seed", "population_seed"};
    static const char *const kinds[] = {"dynamics", "population", "both"};
    enum { DYNAMICS, POPULATION, KINDS = 3, SEED_MOST = EXPERIMENT_REPLICATES_MAX };
    const config_setting_t *group = setting_of(reader, "replicates");
    const struct run_params *run = reader->experiment->arms[0].scenario.run;
    const int64_t most = ((int64_t)1 << 53) - SEED_MOST;
    int64_t count = 1;
    int64_t seed = run->seed;
    int64_t population_seed = run->population_seed;
    int kind = DYNAMICS;
    PASS(expect_group(reader, group));
    if (group != NULL) {
        PASS(group_check_keys(reader, group, "replicates", keys, sizeof keys / sizeof keys[0]));
    }
    PASS(group_integer(reader, group, "count", 1, EXPERIMENT_REPLICATES_MAX, &count));
    PASS(group_integer(reader, group, "seed", 0, most, &seed));
    PASS(group_integer(reader, group, "population_seed", 0, most, &population_seed));
    PASS(group_choice(reader, group, "differ", kinds, KINDS, &kind));
    count = reader->replicates != 0 ? (int64_t)reader->replicates : count;
    return experiment_seed(reader->experiment, (size_t)count, seed, kind != POPULATION, population_seed,
                           kind != DYNAMICS, reader->reader.error);
}

/* ---- what is kept ---- */

static enum status keep_series(const struct experiment_reader *reader, const config_setting_t *setting)
{
    struct keep *keep = &reader->experiment->keep;
    const char *name = setting_is_text(setting) ? config_setting_get_string(setting) : "";
    struct name_hint hint;
    size_t id = 0;
    name_hint_init(&hint, name, strlen(name));
    while (id < keep->outputs && strcmp(model_output(reader->experiment->model, id)->name, name) != 0) {
        name_hint_offer(&hint, model_output(reader->experiment->model, id++)->name);
    }
    if (id == keep->outputs) {
        char found[SETTING_FOUND_MAX];
        error_set_at(reader->reader.error, STATUS_INPUT, setting_value_place(setting),
                     "series: found %s; expected the name of an output", setting_found(setting, found));
        name_hint_tell(&hint, "", reader->reader.error);
        return STATUS_INPUT;
    }
    keep->series[id] = true;
    return STATUS_OK;
}

static enum status read_series(const struct experiment_reader *reader, const config_setting_t *setting)
{
    struct keep *keep = &reader->experiment->keep;
    bool is_list = setting != NULL && (config_setting_is_array(setting) || config_setting_is_list(setting));
    const char *word = setting == NULL            ? "all"
                       : setting_is_text(setting) ? config_setting_get_string(setting)
                                                  : "";
    if (!is_list && strcmp(word, "all") != 0 && strcmp(word, "none") != 0) {
        return reader_expected(&reader->reader, setting, "\"all\", \"none\" or a list of names of outputs");
    }
    for (size_t id = 0; !is_list && id < keep->outputs; id++) {
        keep->series[id] = strcmp(word, "all") == 0;
    }
    for (int i = 0; is_list && i < config_setting_length(setting); i++) {
        PASS(keep_series(reader, config_setting_get_elem(setting, (unsigned)i)));
    }
    return STATUS_OK;
}

/* Of no more replicates than there are, which the command line may have made fewer. */
static enum status read_panels(const struct experiment_reader *reader, const config_setting_t *group)
{
    struct experiment *experiment = reader->experiment;
    int64_t panels = 0;
    PASS(group_integer(reader, group, "panels", 0, EXPERIMENT_REPLICATES_MAX, &panels));
    if (panels > 0 && experiment->model->panel_count == 0) {
        return error_set_at(reader->reader.error, STATUS_INPUT,
                            setting_value_place(config_setting_get_member(group, "panels")),
                            "panels: the model %s has none", experiment->model->name);
    }
    size_t most = experiment->replicate_count;
    experiment->keep.panels = (size_t)panels < most ? (size_t)panels : most;
    return STATUS_OK;
}

static enum status read_keep(struct experiment_reader *reader)
{
    static const char *const keys[] = {"series", "panels"};
    struct keep *keep = &reader->experiment->keep;
    const config_setting_t *group = setting_of(reader, "keep");
    keep->outputs = model_output_count(reader->experiment->model);
    keep->series = memory_alloc(keep->outputs, sizeof *keep->series);
    if (keep->series == NULL) {
        return error_memory(reader->reader.error, "an experiment");
    }
    PASS(expect_group(reader, group));
    if (group != NULL) {
        PASS(group_check_keys(reader, group, "keep", keys, sizeof keys / sizeof keys[0]));
    }
    PASS(read_panels(reader, group));
    return read_series(reader, group == NULL ? NULL : config_setting_get_member(group, "series"));
}

/* ---- all of it ---- */

static enum status check_size(const struct experiment_reader *reader)
{
    const struct experiment *experiment = reader->experiment;
    double members = (double)experiment_points(experiment) * (double)experiment->replicate_count *
                     (double)experiment->arm_count;
    struct place place = whole_file(reader);
    return members <= EXPERIMENT_MEMBERS_MAX
               ? STATUS_OK
               : error_set_at(reader->reader.error, STATUS_INPUT, &place,
                              "%.0f members are too many; at most %d are expected", members,
                              EXPERIMENT_MEMBERS_MAX);
}

/* The file as it was written; what it includes is in the scenarios that come of it. */
static enum status keep_text(struct experiment_reader *reader, const char *path)
{
    struct text_buffer bytes = {0};
    struct text_file_identity identity;
    PASS(text_file_load(path, false, NULL, &bytes, &identity, reader->reader.error));
    reader->experiment->text = bytes.text;
    return STATUS_OK;
}

static enum status refuse_scenario(const struct experiment_reader *reader)
{
    const config_setting_t *model = setting_of(reader, "model");
    if (model == NULL) {
        return STATUS_OK;
    }
    error_set_at(reader->reader.error, STATUS_INPUT, setting_name_place(model),
                 "this is a scenario; expected an experiment");
    error_hint(reader->reader.error, "\"bassin run\" runs scenarios");
    return STATUS_INPUT;
}

static enum status read_all(struct experiment_reader *reader, const char *path)
{
    struct experiment *experiment = reader->experiment;
    PASS(scenario_tree_read(&reader->reader.tree, path, reader->reader.error));
    PASS(keep_text(reader, path));
    PASS(refuse_scenario(reader));
    PASS(check_own_keys(reader));
    for (const struct document *d = reader->reader.tree.first; d != NULL; d = d->next) {
        PASS(group_text(reader, config_root_setting(&d->config), "title", sizeof experiment->title,
                        experiment->title));
    }
    PASS(read_story(reader));
    PASS(read_arms(reader));
    experiment->model = experiment->arms[0].scenario.model;
    PASS(experiment_read_placebos(reader, setting_of(reader, "arms")));
    PASS(read_replicates(reader));
    PASS(read_keep(reader));
    PASS(experiment_read_sweep(reader, setting_of(reader, "sweep")));
    PASS(check_size(reader));
    return experiment_check(experiment, reader->reader.error);
}

enum status experiment_read(struct experiment *experiment, const char *path,
                            const struct experiment_options *options, const struct model *const *models,
                            size_t model_count, struct error *error)
{
    struct experiment_reader reader = {
        .experiment = experiment,
        .reader = {.models = models, .model_count = model_count, .given = options->given, .error = error},
        .replicates = options->replicates,
    };
    *experiment = (struct experiment){0};
    enum status status = read_all(&reader, path);
    /* Places point to the names. */
    experiment->files = reader.reader.tree.files;
    experiment->file_count = reader.reader.tree.file_count;
    reader.reader.tree.files = NULL;
    reader.reader.tree.file_count = 0;
    scenario_tree_clear(&reader.reader.tree);
    return status;
}

bool experiment_is(const char *path)
{
    struct scenario_tree tree = {0};
    struct error error = {0};
    bool is =
        strcmp(path, "-") != 0 && scenario_tree_read(&tree, path, &error) == STATUS_OK &&
        scenario_tree_setting(&tree, "model") == NULL &&
        (scenario_tree_setting(&tree, "scenario") != NULL || scenario_tree_setting(&tree, "arms") != NULL);
    scenario_tree_clear(&tree);
    return is;
}
