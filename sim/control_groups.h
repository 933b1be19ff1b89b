/* The control groups (v1 and v2) that limit this process: containers and batch systems set them. */
#ifndef SIM_CONTROL_GROUPS_H
#define SIM_CONTROL_GROUPS_H

/* `root` is what /proc and /sys lie below: "". No function here takes memory of the heap, which may not be
 * there: a run must not do otherwise for that. */

/* The beginning of ROOT/PATH as a string; "" if there is none. */
void control_read(const char *root, const char *path, char *text, unsigned size);

/* The first number in a file of a group: ROOT/sys/fs/cgroup, CONTROLLER ("" in v2, "/cpu" in v1), GROUP, "/"
 * and NAME. -1 where there is none ("max") or no such file. `second` takes the number after it, 0 if there is
 * none; it may be NULL. */
long control_number(const char *root, const char *controller, const char *group, const char *name,
                    long *second);

/* The least of `limit` and what `of_group` says of each group that the process is in for a controller ("cpu",
 * "memory") and all that these lie in; below 0 it says nothing. */
long control_groups_least(const char *root, const char *controller,
                          long (*of_group)(const char *root, const char *group), long limit);

#endif
