/* Scenarios of a page: given value by value. */
#include <string.h>

#include "analysis/web/engine/page.h"
#include "models/models.h"
#include "sim/memory.h"

static const struct place from_page = {.file = "page"};

struct page *page_open(void)
{
    return memory_alloc(1, sizeof(struct page));
}

void page_close(struct page *page)
{
    text_buffer_clear(&page->json);
    memory_free(page);
}

const char *page_error(struct page *page)
{
    json_restart(&page->json);
    json_bracket(&page->json, '{');
    json_name(&page->json, "text");
    json_text(&page->json, page->error.text);
    json_name(&page->json, "hint");
    json_text(&page->json, page->error.hint);
    json_bracket(&page->json, '}');
    return page->json.failed ? "{\"text\":\"out of memory\",\"hint\":\"\"}" : page->json.text;
}

static struct scenario *allocate(struct page *page)
{
    error_clear(&page->error);
    struct scenario *scenario = memory_alloc(1, sizeof *scenario);
    if (scenario == NULL) {
        error_memory(&page->error, "scenario");
    }
    return scenario;
}

static struct scenario *keep(struct scenario *scenario, enum status status)
{
    if (status == STATUS_OK) {
        return scenario;
    }
    page_scenario_free(scenario);
    return NULL;
}

struct scenario *page_scenario(struct page *page, const char *model, const char *title)
{
    struct scenario *scenario = allocate(page);
    if (scenario == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < model_count; i++) {
        if (strcmp(models[i]->name, model) == 0) {
            enum status status = scenario_init(scenario, models[i], &page->error);
            strncpy(scenario->title, title, sizeof scenario->title - 1);
            return keep(scenario, status);
        }
    }
    return keep(scenario, error_set(&page->error, STATUS_INPUT, "there is no model called %s", model));
}

struct scenario *page_scenario_copy(struct page *page, const struct scenario *scenario)
{
    struct scenario *copy = allocate(page);
    return copy == NULL ? NULL : keep(copy, scenario_copy(copy, scenario, &page->error));
}

void page_scenario_free(struct scenario *scenario)
{
    scenario_clear(scenario);
    memory_free(scenario);
}

static enum status find_group(struct page *page, const struct scenario *scenario, const char *path,
                              const struct param_set **set, const struct param_group **group)
{
    for (int i = 0; i < SCENARIO_SETS; i++) {
        *set = &scenario->sets[i];
        *group = param_schema_find((*set)->schema, path, strlen(path));
        if (*group != NULL) {
            return STATUS_OK;
        }
    }
    return error_set(&page->error, STATUS_INPUT, "there is no group or table %s", path);
}

int page_row(struct page *page, struct scenario *scenario, const char *path)
{
    const struct param_set *set;
    const struct param_group *group;
    size_t row;
    error_clear(&page->error);
    PASS(find_group(page, scenario, path, &set, &group));
    if (group->row_size == 0) {
        return error_set(&page->error, STATUS_INPUT, "%s is no table", path);
    }
    struct param_set rows = *set;
    return param_rows_append(&rows, group, &from_page, &row, &page->error);
}

int page_give(struct page *page, struct scenario *scenario, const char *path, size_t row, const char *name,
              const char *value)
{
    const struct param_set *set;
    const struct param_group *group;
    error_clear(&page->error);
    PASS(find_group(page, scenario, path, &set, &group));
    const struct param *param = param_group_find(group, name, strlen(name));
    if (param == NULL || row >= param_row_count(set, group)) {
        return error_set(&page->error, STATUS_INPUT, "there is no %s in row %zu of %s", name, row + 1, path);
    }
    struct param_slot slot = param_slot_at(set, group, row, param);
    return param_set_text(set, &slot, value, &from_page, &page->error);
}

int page_set(struct page *page, struct scenario *scenario, const char *path, const char *value)
{
    struct param_slot slot;
    error_clear(&page->error);
    PASS(param_find(scenario->sets, SCENARIO_SETS, path, &from_page, &slot, &page->error));
    return param_set_text(param_set_of(scenario->sets, SCENARIO_SETS, slot.group), &slot, value, &from_page,
                          &page->error);
}

int page_change(struct page *page, struct scenario *scenario, int32_t day, const char *path,
                const char *value)
{
    error_clear(&page->error);
    return change_list_add(&scenario->changes, scenario->sets, SCENARIO_SETS, day, path, value, &from_page,
                           &page->error);
}

int page_check(struct page *page, const struct scenario *scenario)
{
    error_clear(&page->error);
    return scenario_check(scenario, &page->error);
}
