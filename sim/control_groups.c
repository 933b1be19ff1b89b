#include "sim/control_groups.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_MOST = 4096 };

/* Without stdio, which wants memory. */
void control_read(const char *root, const char *path, char *text, unsigned size)
{
    char all[PATH_MOST];
    snprintf(all, sizeof all, "%s%s", root, path);
    int file = open(all, O_RDONLY | O_CLOEXEC);
    ssize_t length = file >= 0 ? read(file, text, size - 1) : 0;
    text[length > 0 ? length : 0] = '\0';
    if (file >= 0) {
        close(file);
    }
}

long control_number(const char *root, const char *controller, const char *group, const char *name,
                    long *second)
{
    char path[PATH_MOST];
    char text[64];
    snprintf(path, sizeof path, "/sys/fs/cgroup%s%s/%s", controller, group, name);
    control_read(root, path, text, sizeof text);
    char *end = text;
    long first = strtol(text, &end, 10);
    if (second != NULL) {
        *second = strtol(end, NULL, 10);
    }
    return end == text ? -1 : first;
}

/* Of a group and all that it lies in; `group` is cut. */
static long least_upwards(const char *root, char *group,
                          long (*of_group)(const char *root, const char *group), long limit)
{
    for (;;) {
        long found = of_group(root, group);
        limit = found >= 0 && found < limit ? found : limit;
        char *slash = strrchr(group, '/');
        if (slash == NULL) {
            return limit;
        }
        *slash = '\0';
    }
}

/* Whether a line of /proc/self/cgroup, "0::/group" (v2) or "4:cpu,cpuacct:/group" (v1), is of a controller.
 */
static bool is_of(const char *line, const char *controller)
{
    const char *from = strchr(line, ':');
    const char *to = from != NULL ? strchr(from + 1, ':') : NULL;
    size_t length = strlen(controller);
    if (to == NULL) {
        return false;
    }
    if (strncmp(line, "0::", 3) == 0) {
        return true;
    }
    for (const char *at = from + 1; at + length <= to; at++) {
        bool begins = at == from + 1 || at[-1] == ',';
        if (begins && strncmp(at, controller, length) == 0 && (at[length] == ',' || at + length == to)) {
            return true;
        }
    }
    return false;
}

/* In a container the group may be one that cannot be seen from inside: the root of what can be seen is looked
 * at in any case. */
long control_groups_least(const char *root, const char *controller,
                          long (*of_group)(const char *root, const char *group), long limit)
{
    char groups[PATH_MOST];
    control_read(root, "/proc/self/cgroup", groups, sizeof groups);
    char *rest = groups;
    for (char *line = strtok_r(groups, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        char *group = strstr(line, ":/");
        if (group != NULL && is_of(line, controller)) {
            limit = least_upwards(root, group + 1, of_group, limit);
        }
    }
    return limit;
}
