/* Preloaded, makes one allocation of a process fail, whoever asks for it: the program or a library.
 *
 *     FAIL_AT     the number of the allocation that fails, from 1; unset: none
 *     COUNT_TO    a file that gets the number of allocations at the end
 *
 * When the process crashes, standard error says in whose code: "crash in PATH FUNCTION", of the first object
 * on the stack that is neither this one nor the C library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_long asked;
static long failing;

static int fails(void)
{
    int failed = atomic_fetch_add(&asked, 1) + 1 == failing;
    if (failed) {
        errno = ENOMEM;
    }
    return failed;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size)
{
    *result = fails() ? NULL : __libc_memalign(alignment, size);
    return *result == NULL ? ENOMEM : 0;
}

static int is_bystander(const char *object)
{
    return strstr(object, "failing_malloc") != NULL || strstr(object, "/libc.so") != NULL;
}

/* Neither malloc nor stdio: the heap may be in ruins. */
static void say(const char *text)
{
    ssize_t written = write(STDERR_FILENO, text, strlen(text));
    (void)written;
}

static void say_where(int number)
{
    void *frames[64];
    Dl_info place;
    int count = backtrace(frames, 64);
    for (int i = 0; i < count; i++) {
        if (dladdr(frames[i], &place) != 0 && !is_bystander(place.dli_fname)) {
            say("\ncrash in ");
            say(place.dli_fname);
            say(" ");
            say(place.dli_sname == NULL ? "?" : place.dli_sname);
            say("\n");
            break;
        }
    }
    raise(number);
}

static void catch (int number)
{
    struct sigaction action = {.sa_handler = say_where, .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK)};
    sigaction(number, &action, NULL);
}

__attribute__((constructor)) static void begin(void)
{
    static char room[1 << 16];
    const stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    void *frame;
    const char *at = getenv("FAIL_AT");
    sigaltstack(&stack, NULL); /* endless recursion is a crash, too */
    backtrace(&frame, 1);      /* loads what it needs now, not in a crash */
    catch (SIGSEGV);
    catch (SIGBUS);
    catch (SIGABRT);
    failing = at == NULL ? 0 : strtol(at, NULL, 10);
    atomic_store(&asked, 0);
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("COUNT_TO");
    int file = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file >= 0) {
        dprintf(file, "%ld\n", atomic_load(&asked));
        close(file);
    }
}
