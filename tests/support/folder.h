/* A folder of its own for a test that writes files, and a disk that fills up. */
#ifndef TESTS_SUPPORT_FOLDER_H
#define TESTS_SUPPORT_FOLDER_H

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[256];
};

static inline void folder_make(struct folder *folder)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder->path, sizeof folder->path, "%s/bassin_test_XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(folder->path) == NULL) {
        perror("mkdtemp");
        abort();
    }
}

/* "FOLDER/NAME". */
static inline const char *folder_file(const struct folder *folder, char *path, size_t size, const char *name)
{
    snprintf(path, size, "%s/%s", folder->path, name);
    return path;
}

/* Number of files in it; removes them if asked to. */
static inline int folder_count(const struct folder *folder, bool remove_them)
{
    int count = 0;
    DIR *list = opendir(folder->path);
    for (struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
        if (entry->d_name[0] != '.') {
            char path[600];
            snprintf(path, sizeof path, "%s/%s", folder->path, entry->d_name);
            count++;
            if (remove_them) {
                unlink(path);
            }
        }
    }
    closedir(list);
    return count;
}

static inline void folder_remove(const struct folder *folder)
{
    folder_count(folder, true);
    rmdir(folder->path);
}

/* The whole file, to be freed; NULL when it cannot be read. */
static inline unsigned char *file_bytes(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    *size = 0;
    if (file == NULL) {
        return NULL;
    }
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*size + 1);
    if (bytes == NULL || fread(bytes, 1, *size, file) != *size) {
        abort();
    }
    fclose(file);
    return bytes;
}

static inline bool files_equal(const char *a, const char *b)
{
    size_t a_size;
    size_t b_size;
    unsigned char *a_bytes = file_bytes(a, &a_size);
    unsigned char *b_bytes = file_bytes(b, &b_size);
    bool equal =
        a_bytes != NULL && b_bytes != NULL && a_size == b_size && memcmp(a_bytes, b_bytes, a_size) == 0;
    free(a_bytes);
    free(b_bytes);
    return equal;
}

static inline void file_put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        abort();
    }
}

/* Puts `text` at FOLDER/`name`, with the folders above it. */
static inline void folder_put(const struct folder *folder, const char *name, const char *text)
{
    char path[600];
    folder_file(folder, path, sizeof path, name);
    for (char *at = path + strlen(folder->path) + 1; *at != '\0'; at++) {
        if (*at == '/') {
            *at = '\0';
            mkdir(path, 0777);
            *at = '/';
        }
    }
    file_put(path, text);
}

/* Removes it with the folders in it. */
static inline void folder_remove_all(const struct folder *folder)
{
    char command[400];
    snprintf(command, sizeof command, "rm -r '%s'", folder->path);
    if (system(command) != 0) {
        abort();
    }
}

/* No file can grow beyond `bytes` until `disk_empty`: a write further on fails with "File too large", in the
 * same way as on a full disk. */
static inline void disk_full(size_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

static inline void disk_empty(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_FSIZE, &limit);
}

#endif
