/* The program `bassin`: the command line of the engine over the list of models. */
#include <stdlib.h>
#include <unistd.h>

#include "models/models.h"
#include "sim/cli/cli.h"

/* Threads that wait shall sleep instead of spin, unless the user says otherwise: on an idle machine that
 * costs little, on a busy one spinning threads fight for a processor with the one they wait for, and a run
 * takes ten times as long (measured: 40 s against 4). OpenMP libraries read the policy while they are loaded,
 * before any code of ours runs, so the program starts itself once more with it; where it cannot, it goes on
 * as it is. */
static void wait_asleep(char **argv)
{
    if (getenv("OMP_WAIT_POLICY") == NULL && setenv("OMP_WAIT_POLICY", "passive", 1) == 0) {
        execv("/proc/self/exe", argv);
    }
}

int main(int argc, char **argv)
{
    wait_asleep(argv);
    return cli_main(argc, argv, models, model_count);
}
