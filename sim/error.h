/* Errors: what went wrong, where in the user's files, and what would have been right.
 *
 * A function that can fail returns an `enum status` and fills a `struct error` where the fault is
 * known; callers pass both up unchanged and the command line prints them once. Nothing below
 * `sim/cli` prints or exits. Programming mistakes are assertions, not errors. */
#ifndef SIM_ERROR_H
#define SIM_ERROR_H

enum status {
    STATUS_OK = 0,
    STATUS_FAILED,  /* the work failed: a disk is full, a file cannot be read (exit code 1) */
    STATUS_MEMORY,  /* an allocation failed (exit code 1) */
    STATUS_INPUT,   /* what the user gave is wrong (exit code 2) */
    STATUS_STOPPED, /* stopped on request after a clean checkpoint (exit code 130 or 143) */
};

/* A place in a user's file. `file` is borrowed; line and column count from 1, 0 means unknown. */
struct place {
    const char *file;
    int line;
    int column;
};

struct error {
    enum status status;
    char file[512]; /* empty: the error has no place */
    int line;
    int column;
    char text[768]; /* what is wrong, what was expected */
    char hint[256]; /* "did you mean ...", or empty */
};

/* Fills `error` (which may be NULL) and returns `status`, so that `return error_set(...)` reads well.
 * The first error wins: an error that is already filled is kept. */
__attribute__((format(printf, 3, 4))) enum status error_set(struct error *error, enum status status,
                                                            const char *format, ...);

/* The same with a place in the user's file; `place` may be NULL. */
__attribute__((format(printf, 4, 5))) enum status
error_set_at(struct error *error, enum status status, const struct place *place, const char *format, ...);

/* STATUS_MEMORY with the text "out of memory (WHAT)". Inline, so that a static analyser sees that it fails.
 */
static inline enum status error_memory(struct error *error, const char *what)
{
    (void)error_set(error, STATUS_MEMORY, "out of memory (%s)", what);
    return STATUS_MEMORY;
}

/* Adds a hint such as `did you mean "search.effort"?`; keeps an earlier hint. */
__attribute__((format(printf, 2, 3))) void error_hint(struct error *error, const char *format, ...);

/* Empties `error`. A zeroed struct error is an empty one. */
void error_clear(struct error *error);

#ifdef __clang_analyzer__ /* It sees one file at a time: tell it that what is set is a failure. */
#define error_set(error, status, ...) ((void)(error_set)(error, status, __VA_ARGS__), (status))
#define error_set_at(error, status, place, ...)                                                              \
    ((void)(error_set_at)(error, status, place, __VA_ARGS__), (status))
#endif

/* Returns the failure of `call`, from a function that holds nothing to let go of. */
#define PASS(call)                                                                                           \
    do {                                                                                                     \
        enum status passed = (call);                                                                         \
        if (passed != STATUS_OK) {                                                                           \
            return passed;                                                                                   \
        }                                                                                                    \
    } while (0)

/* Leaves the function by its `out:` label when `call` fails; needs a local `enum status status`. */
#define TRY(call)                                                                                            \
    do {                                                                                                     \
        status = (call);                                                                                     \
        if (status != STATUS_OK) {                                                                           \
            goto out;                                                                                        \
        }                                                                                                    \
    } while (0)

#endif
