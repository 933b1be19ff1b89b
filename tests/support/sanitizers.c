/* What the sanitizers should know; without them nobody calls this.
 *
 * LLVM's OpenMP runtime gives up small blocks of its own when a team of threads grows, also in a program
 * that is nothing but empty parallel regions. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libomp.so\n";
}
