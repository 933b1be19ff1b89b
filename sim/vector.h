/* Loops over arrays that the compiler should turn into vector code.
 *
 * VECTOR_CLONES before a function compiles it for the base machine and for wider vectors, and the loader
 * picks what the processor has. The function must be static: clang 14 gives a cloned function a name that
 * other files do not find. The bits do not depend on the choice: without contraction and fast-math a wider
 * vector does the same operations on each element. VECTOR_LOOP before a loop asserts that its iterations are
 * independent (an output may be an input at the same index). */
#ifndef SIM_VECTOR_H
#define SIM_VECTOR_H

/* Resolvers run before a sanitizer is ready, and checks within a loop keep it from becoming vector code, of
 * which clang would warn; so such builds take the base code as it is. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                                   \
    __has_feature(memory_sanitizer) || __has_feature(undefined_behavior_sanitizer)
#define VECTOR_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define VECTOR_SANITIZED 1
#endif

/* 64-bit multiplication in vectors, of which keyed draws are full, came with the fourth x86-64 level; the
 * compilers spell it differently. */
#if defined(__clang__) && __clang_major__ >= 14
#define VECTOR_WIDEST "avx512dq"
#elif !defined(__clang__) && defined(__GNUC__) && __GNUC__ >= 12
#define VECTOR_WIDEST "arch=x86-64-v4"
#endif
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__OPTIMIZE__) && !defined(VECTOR_SANITIZED) &&  \
    defined(VECTOR_WIDEST)
#define VECTOR_CLONES __attribute__((target_clones("default", "avx2", VECTOR_WIDEST)))
#else
#define VECTOR_CLONES
#endif

#if defined(VECTOR_SANITIZED)
#define VECTOR_LOOP
#elif defined(__clang__)
#define VECTOR_LOOP _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define VECTOR_LOOP _Pragma("GCC ivdep")
#else
#define VECTOR_LOOP
#endif

#endif
