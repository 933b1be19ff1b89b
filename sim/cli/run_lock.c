#include "sim/cli/run_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/cli/messages.h"

/* What our lock files hold. */
static const char mark[] = "bassin\n";
enum { MARK = sizeof mark - 1 };

/* Opens the file, or makes it. A link is not followed. */
static int open_file(const char *path)
{
    int descriptor;
    do {
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor < 0 && errno == EEXIST) {
            descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        }
    } while (descriptor < 0 && errno == ENOENT && access(path, F_OK) == 0);
    return descriptor;
}

/* Whether the descriptor is still what the path names: the last holder may have removed the file between our
 * opening and locking it. */
static bool still_named(int descriptor, const char *path)
{
    struct stat opened;
    struct stat named;
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

static enum status not_ours(const char *path, struct error *error)
{
    error_set(error, STATUS_INPUT, "%s is there already and is no lock of this program", path);
    error_hint(error, "move it away, or give another file with -o");
    return STATUS_INPUT;
}

/* An empty file, which gets the mark, or one that has it. */
static enum status examine(struct run_lock *lock, const char *path, struct error *error)
{
    struct stat facts;
    char found[MARK];
    if (fstat(lock->descriptor, &facts) == 0 && S_ISREG(facts.st_mode)) {
        lock->left_over = facts.st_size == MARK && pread(lock->descriptor, found, MARK, 0) == MARK &&
                          memcmp(found, mark, MARK) == 0;
        if (lock->left_over) {
            return STATUS_OK;
        }
        if (facts.st_size == 0) {
            return pwrite(lock->descriptor, mark, MARK, 0) == MARK
                       ? STATUS_OK
                       : error_set(error, STATUS_FAILED, "cannot write %s: %s", path, strerror(errno));
        }
    }
    return not_ours(path, error);
}

enum status run_lock_take(struct run_lock *lock, const char *path, const char *result, struct error *error)
{
    for (;;) {
        int descriptor = open_file(path);
        if (descriptor < 0) {
            return errno == ELOOP
                       ? not_ours(path, error)
                       : error_set(error, STATUS_FAILED, "cannot create %s: %s", path, strerror(errno));
        }
        bool locked = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
        if (!locked && errno == EWOULDBLOCK) {
            close(descriptor);
            error_set(error, STATUS_INPUT, "%s is being written by another bassin", result);
            error_hint(error, "wait until it is done, or give another file with -o");
            return STATUS_INPUT;
        }
        if (still_named(descriptor, path)) {
            *lock = (struct run_lock){.descriptor = descriptor, .unreliable = !locked};
            enum status status = examine(lock, path, error);
            if (status == STATUS_INPUT) { /* not ours: it stays */
                close(descriptor);
                lock->descriptor = -1;
            }
            return status;
        }
        close(descriptor);
    }
}

void run_lock_tell(const struct run_lock *lock, const char *result)
{
    if (lock->unreliable) {
        message_note("there are no locks here: see to it that no other program writes %s", result);
    }
}

void run_lock_release(struct run_lock *lock, const char *path)
{
    if (lock->descriptor >= 0) {
        if (!lock->left_over) {
            unlink(path);
        }
        close(lock->descriptor);
        lock->descriptor = -1;
    }
}
