#include "sim/memory_room.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/control_groups.h"

enum { TEXT_MOST = 4096 };

/* The number after a name in lines of "name: number" or "name number"; -1 if there is none. */
static long number_after(const char *text, const char *name)
{
    size_t length = strlen(name);
    for (const char *line = text; line != NULL && *line != '\0';
         line = strchr(line, '\n'), line += line != NULL) {
        if (strncmp(line, name, length) == 0 && (line[length] == ':' || line[length] == ' ')) {
            return strtol(line + length + 1, NULL, 10);
        }
    }
    return -1;
}

static long reclaimable(const char *root, const char *controller, const char *group, const char *name)
{
    char path[TEXT_MOST];
    char text[TEXT_MOST];
    snprintf(path, sizeof path, "/sys/fs/cgroup%s%s/memory.stat", controller, group);
    control_read(root, path, text, sizeof text);
    long bytes = number_after(text, name);
    return bytes > 0 ? bytes : 0;
}

static long room_of(const char *root, const char *group)
{
    long most = control_number(root, "", group, "memory.max", NULL);
    long taken = control_number(root, "", group, "memory.current", NULL);
    long files = reclaimable(root, "", group, "inactive_file");
    if (most < 0) {
        most = control_number(root, "/memory", group, "memory.limit_in_bytes", NULL);
        taken = control_number(root, "/memory", group, "memory.usage_in_bytes", NULL);
        files = reclaimable(root, "/memory", group, "total_inactive_file");
    }
    if (most < 0) {
        return -1;
    }
    taken = taken > files ? taken - files : 0;
    return most > taken ? most - taken : 0;
}

long memory_room(const char *root)
{
    char text[TEXT_MOST];
    control_read(root, "/proc/meminfo", text, sizeof text);
    long kibibytes = number_after(text, "MemAvailable");
    return control_groups_least(root, "memory", room_of, kibibytes >= 0 ? kibibytes * 1024 : LONG_MAX);
}

int memory_room_for(long room, double each, int most)
{
    double fit = each > 0 ? 0.9 * (double)room / each : most;
    return fit < 1 ? 1 : fit < most ? (int)fit : most;
}
