#include "sim/cli/threads.h"

#include "sim/cli/signals.h"
#include "sim/parallel.h"

struct job {
    enum status (*work)(void *context, struct error *error);
    void *context;
    struct error *error;
    enum status status;
};

static void run_job(void *context)
{
    struct job *job = context;
    job->status = job->work(job->context, job->error);
}

enum status threads_run(int threads, enum status (*work)(void *context, struct error *error), void *context,
                        struct error *error)
{
    struct job job = {work, context, error, STATUS_OK};
    signals_catch();
    parallel_region(threads, run_job, &job);
    signals_release();
    return job.status;
}
