#include "sim/cli/measures_option.h"

#include "sim/cli/names_option.h"
#include "sim/name_hint.h"
#include "sim/text.h"

struct asked {
    const struct model *model;
    const char *option;
};

static enum status find_measure(const void *context, const char *name, size_t length, size_t *id,
                                struct error *error)
{
    const struct asked *asked = context;
    const struct model *model = asked->model;
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    *id = name_find(name, length, model->measures, model->measure_count, sizeof *model->measures);
    if (*id < model->measure_count) {
        return STATUS_OK;
    }
    name_hint_init(&hint, name, length);
    for (size_t i = 0; i < model->measure_count; i++) {
        name_hint_offer(&hint, model->measures[i].name);
    }
    error_set(error, STATUS_INPUT, "%s: there is no measure %s", asked->option,
              text_quote(name, length, quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

enum status measures_choose(const struct model *model, const char *option, const char *names, size_t *ids,
                            size_t *count, struct error *error)
{
    const struct asked asked = {model, option};
    const struct names_option choice = {option, names, &asked, find_measure};
    return names_choose(&choice, ids, count, error);
}
