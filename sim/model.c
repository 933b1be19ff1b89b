/* What a model declares, part by part. */
#include "sim/model.h"

/* The model as a whole is part 0. NULL behind the last. */
static const struct model_part *part_at(const struct model *model, size_t k)
{
    if (k == 0) {
        return &model->own;
    }
    return model->parts != NULL ? model->parts[k - 1] : NULL;
}

const struct output *model_output(const struct model *model, size_t index)
{
    const struct model_part *part;
    for (size_t k = 0; (part = part_at(model, k)) != NULL; k++) {
        if (index < part->output_count) {
            return &part->outputs[index];
        }
        index -= part->output_count;
    }
    return NULL;
}

const struct requirement *model_need(const struct model *model, size_t index)
{
    const struct model_part *part;
    for (size_t k = 0; (part = part_at(model, k)) != NULL; k++) {
        for (const struct requirement *need = part->needs; need != NULL && need->what != NULL; need++) {
            if (index-- == 0) {
                return need;
            }
        }
    }
    return NULL;
}

const struct usual_range *model_usual(const struct model *model, size_t index)
{
    const struct model_part *part;
    for (size_t k = 0; (part = part_at(model, k)) != NULL; k++) {
        for (const struct usual_range *usual = part->usuals; usual != NULL && usual->what != NULL; usual++) {
            if (index-- == 0) {
                return usual;
            }
        }
    }
    return NULL;
}

size_t model_output_count(const struct model *model)
{
    size_t count = 0;
    while (model_output(model, count) != NULL) {
        count++;
    }
    return count;
}
