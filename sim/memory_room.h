/* How much memory this process may still take. */
#ifndef SIM_MEMORY_ROOM_H
#define SIM_MEMORY_ROOM_H

/* Bytes: what the system says is available, or less where a control group (v1 or v2) that the process is in
 * leaves less; files that the group holds in memory only to read them faster count as room. LONG_MAX where
 * nothing is said. `root` is what /proc and /sys lie below: "". */
long memory_room(const char *root);

/* How many of something that takes `each` bytes fit into nine tenths of `room`, from 1 to `most`. */
int memory_room_for(long room, double each, int most);

#endif
