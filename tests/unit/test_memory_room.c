#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/memory_room.h"
#include "tests/support/folder.h"

struct file {
    const char *path, *text;
};

static void expect(const struct file files[], long room)
{
    struct folder root;
    folder_make(&root);
    for (const struct file *file = files; file->path != NULL; file++) {
        folder_put(&root, file->path, file->text);
    }
    assert_int_equal(memory_room(root.path), room);
    folder_remove_all(&root);
}

static const char MEMINFO[] =
    "MemTotal:       8000 kB\nMemFree:   10 kB\nMemAvailable:   5000 kB\nBuffers: 1 kB\n";

static void what_the_system_says(void **state)
{
    (void)state;
    assert_int_equal(memory_room("/nowhere"), LONG_MAX);
    expect((struct file[]){{"proc/meminfo", MEMINFO}, {0}}, 5000 * 1024L);
    expect((struct file[]){{"proc/meminfo", "MemAvailableNot: 3 kB\n"}, {0}}, LONG_MAX);
}

/* The least of the system, of the group and of all that it lies in; what only makes reading faster is room.
 */
static void groups_limit(void **state)
{
    (void)state;
    expect((struct file[]){{"proc/meminfo", MEMINFO},
                           {"proc/self/cgroup", "0::/a/b\n"},
                           {"sys/fs/cgroup/a/memory.max", "3000000\n"},
                           {"sys/fs/cgroup/a/memory.current", "2000000\n"},
                           {"sys/fs/cgroup/a/b/memory.max", "max\n"},
                           {0}},
           1000000);
    expect((struct file[]){{"proc/self/cgroup", "0::/\n"},
                           {"sys/fs/cgroup/memory.max", "3000000\n"},
                           {"sys/fs/cgroup/memory.current", "2000000\n"},
                           {"sys/fs/cgroup/memory.stat", "anon 1500000\nfile 500000\ninactive_file 400000\n"},
                           {0}},
           1400000);
    expect((struct file[]){{"proc/self/cgroup", "5:cpu,cpuacct:/c\n4:memory:/m\n"},
                           {"sys/fs/cgroup/memory/m/memory.limit_in_bytes", "3000000\n"},
                           {"sys/fs/cgroup/memory/m/memory.usage_in_bytes", "3500000\n"},
                           {0}},
           0);
    expect((struct file[]){{"proc/self/cgroup", "5:cpu,cpuacct:/c\n"},
                           {"sys/fs/cgroup/memory/c/memory.limit_in_bytes", "3000000\n"},
                           {0}},
           LONG_MAX);
}

static void how_many_fit(void **state)
{
    (void)state;
    assert_int_equal(memory_room_for(1000, 300, 8), 3);
    assert_int_equal(memory_room_for(1000, 300, 2), 2);
    assert_int_equal(memory_room_for(1000, 5000, 8), 1); /* one is tried in any case */
    assert_int_equal(memory_room_for(0, 300, 8), 1);
    assert_int_equal(memory_room_for(LONG_MAX, 300, 8), 8);
    assert_int_equal(memory_room_for(1000, 0, 8), 8); /* nothing is known */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_system_says),
        cmocka_unit_test(groups_limit),
        cmocka_unit_test(how_many_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
