#include "sim/names.h"

#include <string.h>

#include "sim/list.h"

enum status names_keep(char ***names, size_t *count, const char *name, const char **kept, struct error *error)
{
    char **list = list_room(*names, *count, sizeof *list);
    *names = list == NULL ? *names : list;
    char *copy = memory_alloc(strlen(name) + 1, 1);
    if (list == NULL || copy == NULL) {
        memory_free(copy);
        return error_memory(error, "names");
    }
    *kept = strcpy(copy, name);
    list[(*count)++] = copy;
    return STATUS_OK;
}

void names_clear(char ***names, size_t *count)
{
    for (size_t i = 0; i < *count; i++) {
        memory_free((*names)[i]);
    }
    memory_free(*names);
    *names = NULL;
    *count = 0;
}
