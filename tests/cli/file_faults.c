/* Preloaded into the program by test_file_faults.py: counts the calls that change files, and lets the one
 * whose number is FAULT_AT fail with the error FAULT_ERRNO, all after it too with FAULT_STICKY, or kills the
 * program before it when there is no FAULT_ERRNO. FAULT_COUNT names a file that gets the number of calls.
 * With FAULT_NO_LOCKS the file system has no locks, with FAULT_NO_NOREPLACE it replaces when it renames. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static long calls;

static long setting(const char *name)
{
    const char *text = getenv(name);
    return text != NULL ? atol(text) : 0;
}

static bool fails(void)
{
    long at = setting("FAULT_AT");
    long call = ++calls;
    if (at == 0 || call < at || (call > at && getenv("FAULT_STICKY") == NULL)) {
        return false;
    }
    if (getenv("FAULT_ERRNO") == NULL) {
        kill(getpid(), SIGKILL);
    }
    errno = (int)setting("FAULT_ERRNO");
    return true;
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("FAULT_COUNT");
    if (path != NULL) {
        FILE *file = fopen(path, "w");
        fprintf(file, "%ld\n", calls);
        fclose(file);
    }
}

static int open_at(const char *path, int flags, mode_t mode)
{
    bool changes = (flags & (O_CREAT | O_TRUNC)) != 0;
    return changes && fails() ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    return open_at(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    return open_at(path, flags, mode);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    return fails() ? -1 : syscall(SYS_pwrite64, file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    return fails() ? -1 : syscall(SYS_pwrite64, file, bytes, count, at);
}

int ftruncate(int file, off_t size)
{
    return fails() ? -1 : (int)syscall(SYS_ftruncate, file, size);
}

int ftruncate64(int file, off64_t size)
{
    return fails() ? -1 : (int)syscall(SYS_ftruncate, file, size);
}

int fsync(int file)
{
    return fails() ? -1 : (int)syscall(SYS_fsync, file);
}

int fdatasync(int file)
{
    return fails() ? -1 : (int)syscall(SYS_fdatasync, file);
}

int rename(const char *from, const char *to)
{
    return fails() ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    if (getenv("FAULT_NO_NOREPLACE") != NULL && flags != 0) {
        errno = EINVAL;
        return -1;
    }
    return fails() ? -1 : (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int unlink(const char *path)
{
    return fails() ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int flock(int file, int operation)
{
    if (getenv("FAULT_NO_LOCKS") != NULL) {
        errno = ENOLCK;
        return -1;
    }
    return (int)syscall(SYS_flock, file, operation);
}
