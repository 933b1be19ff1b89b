#include "sim/io/hdf5_driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* What the access list carries. */
struct carried {
    struct hdf5_driver *driver;
};

static struct hdf5_driver *driver_of(const H5FD_t *file)
{
    return (struct hdf5_driver *)(uintptr_t)file; /* `base` comes first */
}

static void note_failure(struct hdf5_driver *driver)
{
    if (driver->failure == 0) {
        driver->failure = errno;
    }
}

static H5FD_t *open_file(const char *name, unsigned flags, hid_t access, haddr_t max_address)
{
    (void)max_address;
    const struct carried *carried = H5Pget_driver_info(access);
    int mode = (flags & H5F_ACC_RDWR) != 0 ? O_RDWR : O_RDONLY;
    mode |= (flags & H5F_ACC_TRUNC) != 0 ? O_TRUNC : 0;
    mode |= (flags & H5F_ACC_CREAT) != 0 ? O_CREAT : 0;
    mode |= (flags & H5F_ACC_EXCL) != 0 ? O_EXCL : 0;
    if (carried == NULL) {
        return NULL;
    }
    struct hdf5_driver *driver = carried->driver;
    *driver = (struct hdf5_driver){.descriptor = open(name, mode | O_CLOEXEC, 0666)};
    off_t end = driver->descriptor >= 0 ? lseek(driver->descriptor, 0, SEEK_END) : -1;
    if (end < 0) {
        note_failure(driver);
        return NULL;
    }
    driver->end = (haddr_t)end;
    return &driver->base;
}

static herr_t close_file(H5FD_t *file)
{
    struct hdf5_driver *driver = driver_of(file);
    if (close(driver->descriptor) != 0) {
        note_failure(driver);
    }
    driver->descriptor = -1;
    return 0;
}

static int compare_files(const H5FD_t *a, const H5FD_t *b)
{
    return a == b ? 0 : a < b ? -1 : 1;
}

static herr_t query_features(const H5FD_t *file, unsigned long *flags)
{
    (void)file;
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

static haddr_t get_allocated(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return driver_of(file)->allocated;
}

static herr_t set_allocated(H5FD_t *file, H5FD_mem_t type, haddr_t address)
{
    (void)type;
    driver_of(file)->allocated = address;
    return 0;
}

static haddr_t get_end(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return driver_of(file)->end;
}

/* What was laid out and never written reads as zeros. */
static herr_t read_bytes(H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t address, size_t size,
                         void *buffer)
{
    (void)type;
    (void)transfer;
    struct hdf5_driver *driver = driver_of(file);
    char *bytes = buffer;
    off_t offset = (off_t)address;
    while (size != 0) {
        ssize_t got = pread(driver->descriptor, bytes, size, offset);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            note_failure(driver);
            return -1;
        }
        if (got == 0) {
            memset(bytes, 0, size);
            break;
        }
        bytes += got;
        offset += got;
        size -= (size_t)got;
    }
    return 0;
}

static herr_t write_bytes(H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t address, size_t size,
                          const void *buffer)
{
    (void)type;
    (void)transfer;
    struct hdf5_driver *driver = driver_of(file);
    const char *bytes = buffer;
    off_t offset = (off_t)address;
    while (size != 0 && driver->failure == 0) {
        ssize_t written = pwrite(driver->descriptor, bytes, size, offset);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            note_failure(driver);
            break;
        }
        bytes += written;
        offset += written;
        size -= (size_t)written;
    }
    haddr_t end = address + (haddr_t)(bytes - (const char *)buffer) + size; /* also of what was not written */
    driver->end = end > driver->end ? end : driver->end;
    return 0;
}

static herr_t truncate_file(H5FD_t *file, hid_t transfer, hbool_t closing)
{
    (void)transfer;
    (void)closing;
    struct hdf5_driver *driver = driver_of(file);
    if (driver->end != driver->allocated) {
        if (driver->failure == 0 && ftruncate(driver->descriptor, (off_t)driver->allocated) != 0) {
            note_failure(driver);
        }
        driver->end = driver->allocated;
    }
    return 0;
}

herr_t hdf5_driver_use(hid_t access, struct hdf5_driver *driver)
{
    static const H5FD_class_t class = {
#if H5_VERSION_GE(1, 13, 0)
        .version = H5FD_CLASS_VERSION,
        .value = (H5FD_class_value_t)511,
#endif
        .name = "bassin",
        .maxaddr = ((haddr_t)1 << 62) - 1,
        .fc_degree = H5F_CLOSE_WEAK,
        .fapl_size = sizeof(struct carried),
        .open = open_file,
        .close = close_file,
        .cmp = compare_files,
        .query = query_features,
        .get_eoa = get_allocated,
        .set_eoa = set_allocated,
        .get_eof = get_end,
        .read = read_bytes,
        .write = write_bytes,
        .truncate = truncate_file,
        .fl_map = H5FD_FLMAP_DICHOTOMY,
    };
    const struct carried carried = {driver};
    hid_t id = H5FDregister(&class);
    if (id < 0) {
        return -1;
    }
    herr_t result = H5Pset_driver(access, id, &carried);
    H5FDunregister(id); /* the access list holds it now */
    return result;
}
