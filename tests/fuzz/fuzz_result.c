/* Whatever is in an HDF5 file, it is read as a result or refused with a message.
 *
 * Each six bytes of the input change one object of a good result through HDF5: its values, its attributes,
 * its type and shape, or it goes. So the file is always a sound one, and what is tried is this program, not
 * libhdf5. How to run it: see fuzz_scenario.c, with -max_len=48 -len_control=0 and no corpus. */
#define _GNU_SOURCE
#include <hdf5.h>
#include <string.h>

#include "sim/io/result_file.h"
#include "sim/io/result_load.h"
#include "tests/fuzz/files.h"

enum { MOST_NAMES = 512, NAME = 128, EDIT = 6, MOST_BYTES = 1 << 16 };

static const struct model *const models[] = {&two_state};
static uint8_t *whole;
static size_t whole_size;
static char names[MOST_NAMES][NAME]; /* of groups and variables */
static size_t name_count;

static herr_t note_name(hid_t file, const char *name, const H5O_info_t *info, void *context)
{
    (void)file;
    (void)info;
    (void)context;
    expect(name_count < MOST_NAMES, "too many names");
    snprintf(names[name_count++], NAME, "%s", name);
    return 0;
}

static hid_t open_image(const void *bytes, size_t size)
{
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_fapl_core(access, 1 << 16, 0);
    H5Pset_file_image(access, (void *)(uintptr_t)bytes, size);
    hid_t file = H5Fopen("image", H5F_ACC_RDWR, access);
    H5Pclose(access);
    return file;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    struct scenario scenario;
    struct run run = {0};
    struct error error = {0};
    char folder[] = "/tmp/fuzz_result.XXXXXX";
    char path[64];
    short_scenario(&scenario);
    expect(mkdtemp(folder) != NULL, folder);
    snprintf(path, sizeof path, "%s/a", folder);
    const struct result_options options = {path, "fuzz_result", true};
    expect(run_init(&run, &scenario, 1, (struct panel_sink){0}, false, &error) == STATUS_OK, error.text);
    while (run.day < run.sim.end_day) {
        expect(run_step(&run, &error) == STATUS_OK, error.text);
    }
    expect(run_finish(&run, &error) == STATUS_OK, error.text);
    expect(result_write(&options, &run, NULL, &error) == STATUS_OK, error.text);
    run_clear(&run);
    scenario_clear(&scenario);
    whole = bytes_of(path, &whole_size);
    unlink(path);
    rmdir(folder);
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hid_t file = open_image(whole, whole_size);
    expect(H5Ovisit(file, H5_INDEX_NAME, H5_ITER_INC, note_name, NULL) >= 0, "the good file cannot be read");
    H5Fclose(file);
    return LLVMFuzzerTestOneInput(NULL, 0);
}

/* A type that a stranger may have chosen; to be closed. */
static hid_t some_type(uint8_t choice)
{
    static const hsize_t three = 3;
    hid_t type = -1;
    switch (choice % 8) {
    case 0:
        return H5Tcopy(H5T_STD_I8LE);
    case 1:
        return H5Tcopy(H5T_STD_U64BE);
    case 2:
        return H5Tcopy(H5T_IEEE_F64LE);
    case 3:
    case 4:
        type = H5Tcopy(H5T_C_S1);
        H5Tset_size(type, choice % 8 == 3 ? H5T_VARIABLE : 5);
        return type;
    case 5:
        return H5Tcreate(H5T_OPAQUE, 7);
    case 6:
        return H5Tvlen_create(H5T_STD_I32LE);
    default:
        return H5Tarray_create2(H5T_STD_I32LE, 1, &three);
    }
}

static hid_t some_space(uint8_t rank, uint8_t size)
{
    const hsize_t sizes[] = {size % 16, size / 16};
    return rank % 4 == 3 ? H5Screate(H5S_NULL) : H5Screate_simple(rank % 4, sizes, NULL);
}

static void change_values(hid_t object, const uint8_t *edit)
{
    static uint8_t bytes[MOST_BYTES];
    hid_t type = H5Dget_type(object);
    hid_t space = H5Dget_space(object);
    hssize_t size = H5Sget_simple_extent_npoints(space) * (hssize_t)H5Tget_size(type);
    if (H5Tis_variable_str(type) <= 0 && size > 0 && size < MOST_BYTES &&
        H5Dread(object, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes) >= 0) {
        bytes[(edit[0] << 8 | edit[1]) % size] ^= edit[2];
        H5Dwrite(object, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes);
    }
    H5Sclose(space);
    H5Tclose(type);
}

static void change_attribute(hid_t object, const uint8_t *edit)
{
    char name[NAME];
    H5O_info_t info;
    if (H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS) < 0 || info.num_attrs == 0 ||
        H5Aget_name_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, edit[0] % info.num_attrs, name, NAME,
                           H5P_DEFAULT) < 0) {
        return;
    }
    H5Adelete(object, name);
    if (edit[1] % 8 != 7) {
        hid_t type = some_type(edit[2]);
        hid_t space = some_space(edit[1], edit[3]);
        H5Aclose(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT));
        H5Sclose(space);
        H5Tclose(type);
    }
}

static void replace(hid_t file, const char *name, const uint8_t *edit)
{
    H5Ldelete(file, name, H5P_DEFAULT);
    if (edit[0] % 8 == 7) {
        H5Gclose(H5Gcreate2(file, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    } else if (edit[0] % 8 != 6) {
        hid_t type = some_type(edit[1]);
        hid_t space = some_space(edit[2], edit[3]);
        H5Dclose(H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        H5Sclose(space);
        H5Tclose(type);
    }
}

static void change(hid_t file, const uint8_t edit[EDIT])
{
    const char *name = names[edit[0] % name_count];
    if (edit[1] % 3 == 0) {
        replace(file, name, edit + 2);
        return;
    }
    bool is_root = edit[1] >= 0xC0;
    hid_t object = H5Oopen(file, is_root ? "/" : name, H5P_DEFAULT);
    if (object >= 0 && edit[1] % 3 == 1 && H5Iget_type(object) == H5I_DATASET) {
        change_values(object, edit + 2);
    } else if (object >= 0) {
        change_attribute(object, edit + 2);
    }
    H5Oclose(object);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct error error = {0};
    struct loaded_result result;
    bool is_whole = size == 0;
    uint64_t digest;
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hid_t image = open_image(whole, whole_size);
    for (; size >= EDIT; data += EDIT, size -= EDIT) {
        change(image, data);
    }
    H5Fflush(image, H5F_SCOPE_GLOBAL);
    ssize_t bytes = H5Fget_file_image(image, NULL, 0);
    expect(bytes > 0, "HDF5 cannot write what it changed");
    uint8_t *changed = malloc((size_t)bytes);
    H5Fget_file_image(image, changed, (size_t)bytes);
    H5Fclose(image);
    as_file(changed, (size_t)bytes, path);
    free(changed);
    enum status status = result_load(&result, path, models, 1, &error);
    expect(status == STATUS_OK || error.text[0] != '\0', "a refusal has a text");
    expect(status == STATUS_OK || !is_whole, error.text);
    if (status == STATUS_OK) {
        status = result_digest(&result, path, &digest, &error);
        expect(status == STATUS_OK || error.text[0] != '\0', "a refusal has a text");
    }
    result_unload(&result);
    unlink(path);
    return 0;
}
