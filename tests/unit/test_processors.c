#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sim/processors.h"
#include "tests/support/folder.h"

static void expect(const char *group, const char *path, const char *text, const char *more, int wanted)
{
    struct folder root;
    folder_make(&root);
    folder_put(&root, "proc/self/cgroup", group);
    folder_put(&root, path, text);
    if (more != NULL) {
        folder_put(&root, "sys/fs/cgroup/cpu/a/cpu.cfs_period_us", more);
    }
    assert_int_equal(processors_available(root.path), wanted);
    folder_remove_all(&root);
}

static void quotas_are_kept(void **state)
{
    (void)state;
    unsetenv("OMP_NUM_THREADS");
    int all = processors_available("/nowhere");
    int two = all < 2 ? all : 2;
    expect("0::/\n", "sys/fs/cgroup/cpu.max", "max 100000\n", NULL, all);
    expect("0::/\n", "sys/fs/cgroup/cpu.max", "50000 100000\n", NULL, 1);
    expect("0::/\n", "sys/fs/cgroup/cpu.max", "100001 100000\n", NULL, two);
    expect("0::/a/b\n", "sys/fs/cgroup/a/b/cpu.max", "100000 100000\n", NULL, 1);
    expect("0::/a/b\n", "sys/fs/cgroup/a/cpu.max", "100000 100000\n", NULL, 1);
    expect("3:memory:/a\n4:cpu,cpuacct:/a\n", "sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "90000\n", "100000\n",
           1);
    expect("4:cpu,cpuacct:/a\n", "sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "-1\n", "100000\n", all);
    expect("3:memory:/a\n", "sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "90000\n", "100000\n", all);
}

static void the_environment_is_heard(void **state)
{
    (void)state;
    setenv("OMP_NUM_THREADS", "1,4", 1);
    assert_int_equal(processors_available("/nowhere"), 1);
    setenv("OMP_NUM_THREADS", "", 1);
    assert_true(processors_available("/nowhere") >= 1);
    unsetenv("OMP_NUM_THREADS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotas_are_kept),
        cmocka_unit_test(the_environment_is_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
