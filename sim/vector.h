/* Loops over arrays that the compiler should turn into vector code.
 *
 * VECTOR_CLONES before a function compiles it for the base machine and for wider vectors, and the loader
 * picks what the processor has. The bits do not depend on the choice: without contraction and fast-math a
 * wider vector does the same operations on each element. VECTOR_LOOP before a loop asserts that its
 * iterations are independent (an output may be an input at the same index). */
#ifndef SIM_VECTOR_H
#define SIM_VECTOR_H

/* Resolvers run before a sanitizer is ready, so such builds take the base code. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define VECTOR_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define VECTOR_SANITIZED 1
#endif

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__OPTIMIZE__) && !defined(VECTOR_SANITIZED)
#define VECTOR_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define VECTOR_CLONES
#endif

#if defined(__clang__)
#define VECTOR_LOOP _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define VECTOR_LOOP _Pragma("GCC ivdep")
#else
#define VECTOR_LOOP
#endif

#endif
