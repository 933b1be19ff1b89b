#include "sim/io/classic_file.h"

#include <stdio.h>
#include <string.h>

#include "sim/list.h"

enum { TAG_DIMENSION = 10, TAG_VARIABLE = 11, TAG_ATTRIBUTE = 12, UNIT = 4 };

static uint64_t padded(uint64_t bytes)
{
    return (bytes + UNIT - 1) / UNIT * UNIT;
}

static size_t size_of(enum classic_type type)
{
    static const size_t sizes[] = {[CLASSIC_CHAR] = 1,
                                   [CLASSIC_SHORT] = 2,
                                   [CLASSIC_INT] = 4,
                                   [CLASSIC_FLOAT] = 4,
                                   [CLASSIC_DOUBLE] = 8};
    return sizes[type];
}

/* ---- bytes ---- */

static void add_unsigned(struct text_buffer *bytes, uint64_t value, size_t size)
{
    char out[8];
    for (size_t i = 0; i < size; i++) {
        out[i] = (char)(unsigned char)(value >> (8 * (size - 1 - i)) & 0xFF);
    }
    text_buffer_add(bytes, out, size);
}

static void add_padding(struct text_buffer *bytes, uint64_t length)
{
    text_buffer_add(bytes, "\0\0\0", (size_t)(padded(length) - length));
}

static void add_name(struct text_buffer *bytes, const char *name)
{
    size_t length = strlen(name);
    add_unsigned(bytes, length, UNIT);
    text_buffer_add(bytes, name, length);
    add_padding(bytes, length);
}

/* The bits of a value of the type. */
static uint64_t bits_of(enum classic_type type, double value)
{
    float single = (float)value;
    uint32_t narrow;
    uint64_t wide;
    switch (type) {
    case CLASSIC_FLOAT:
        memcpy(&narrow, &single, sizeof narrow);
        return narrow;
    case CLASSIC_DOUBLE:
        memcpy(&wide, &value, sizeof wide);
        return wide;
    default:
        return (uint64_t)(int64_t)value;
    }
}

/* ---- what is in the file ---- */

void classic_begin(struct classic_file *file, struct file_out *out)
{
    *file = (struct classic_file){.out = out};
}

void classic_clear(struct classic_file *file)
{
    for (size_t i = 0; i < file->variable_count; i++) {
        text_buffer_clear(&file->variables[i].attributes.bytes);
    }
    text_buffer_clear(&file->attributes.bytes);
    memory_free(file->dimensions);
    memory_free(file->variables);
    *file = (struct classic_file){0};
}

static void out_of_memory(struct classic_file *file)
{
    file_out_fail(file->out, error_memory(file->out->error, "classic netCDF"));
}

size_t classic_dimension(struct classic_file *file, const char *name, uint64_t size)
{
    if (file->out->status != STATUS_OK) {
        return 0;
    }
    struct classic_dimension *list = list_room(file->dimensions, file->dimension_count, sizeof *list);
    if (list == NULL) {
        out_of_memory(file);
        return 0;
    }
    file->dimensions = list;
    snprintf(list[file->dimension_count].name, CLASSIC_NAME_MAX, "%s", name);
    list[file->dimension_count].size = size;
    return file->dimension_count++;
}

void classic_variable(struct classic_file *file, const char *name, enum classic_type type,
                      const size_t *dimensions, size_t rank)
{
    if (file->out->status != STATUS_OK) {
        return;
    }
    struct classic_variable *list = list_room(file->variables, file->variable_count, sizeof *list);
    if (list == NULL) {
        out_of_memory(file);
        return;
    }
    file->variables = list;
    struct classic_variable *variable = &list[file->variable_count++];
    *variable = (struct classic_variable){.type = type, .rank = rank, .bytes = size_of(type)};
    snprintf(variable->name, sizeof variable->name, "%s", name);
    for (size_t i = 0; i < rank; i++) {
        variable->dimensions[i] = dimensions[i];
        variable->bytes *= file->dimensions[dimensions[i]].size;
    }
}

static struct classic_attributes *attributes_of(struct classic_file *file)
{
    return file->variable_count > 0 ? &file->variables[file->variable_count - 1].attributes
                                    : &file->attributes;
}

void classic_text(struct classic_file *file, const char *name, const char *text)
{
    struct classic_attributes *attributes = attributes_of(file);
    size_t length = strlen(text);
    if (length == 0 || file->out->status != STATUS_OK) {
        return;
    }
    add_name(&attributes->bytes, name);
    add_unsigned(&attributes->bytes, CLASSIC_CHAR, UNIT);
    add_unsigned(&attributes->bytes, length, UNIT);
    text_buffer_add(&attributes->bytes, text, length);
    add_padding(&attributes->bytes, length);
    attributes->count++;
}

void classic_number(struct classic_file *file, const char *name, enum classic_type type, double value)
{
    struct classic_attributes *attributes = attributes_of(file);
    if (file->out->status != STATUS_OK) {
        return;
    }
    add_name(&attributes->bytes, name);
    add_unsigned(&attributes->bytes, (uint64_t)type, UNIT);
    add_unsigned(&attributes->bytes, 1, UNIT);
    add_unsigned(&attributes->bytes, bits_of(type, value), size_of(type));
    add_padding(&attributes->bytes, size_of(type));
    attributes->count++;
}

/* ---- the header ---- */

/* A list: its tag and length, or zeros when it is empty. */
static void add_list(struct text_buffer *bytes, uint32_t tag, size_t count)
{
    add_unsigned(bytes, count > 0 ? tag : 0, UNIT);
    add_unsigned(bytes, count, UNIT);
}

static void add_attributes(struct text_buffer *bytes, const struct classic_attributes *attributes)
{
    add_list(bytes, TAG_ATTRIBUTE, attributes->count);
    text_buffer_add(bytes, attributes->bytes.text == NULL ? "" : attributes->bytes.text,
                    attributes->bytes.length);
    bytes->failed |= attributes->bytes.failed;
}

/* The header with values that begin at `begin`. Its length does not depend on that. */
static void add_header(struct text_buffer *bytes, const struct classic_file *file, uint64_t begin)
{
    text_buffer_add(bytes, "CDF\2\0\0\0", 8); /* no records */
    add_list(bytes, TAG_DIMENSION, file->dimension_count);
    for (size_t i = 0; i < file->dimension_count; i++) {
        add_name(bytes, file->dimensions[i].name);
        add_unsigned(bytes, file->dimensions[i].size, UNIT);
    }
    add_attributes(bytes, &file->attributes);
    add_list(bytes, TAG_VARIABLE, file->variable_count);
    for (size_t i = 0; i < file->variable_count; i++) {
        const struct classic_variable *variable = &file->variables[i];
        add_name(bytes, variable->name);
        add_unsigned(bytes, variable->rank, UNIT);
        for (size_t d = 0; d < variable->rank; d++) {
            add_unsigned(bytes, variable->dimensions[d], UNIT);
        }
        add_attributes(bytes, &variable->attributes);
        add_unsigned(bytes, (uint64_t)variable->type, UNIT);
        add_unsigned(bytes, padded(variable->bytes), UNIT);
        add_unsigned(bytes, begin, 8);
        begin += padded(variable->bytes);
    }
}

void classic_header(struct classic_file *file)
{
    struct text_buffer bytes = {0};
    for (size_t i = 0; i < file->variable_count; i++) {
        if (file->variables[i].bytes > UINT32_MAX - UNIT) {
            file_out_fail(file->out, error_set(file->out->error, STATUS_INPUT,
                                               "%s is too large for classic netCDF; expected --format csv",
                                               file->variables[i].name));
        }
    }
    add_header(&bytes, file, 0);
    uint64_t length = bytes.length;
    bytes.length = 0;
    add_header(&bytes, file, length);
    file_out_fail(file->out, text_buffer_status(&bytes, file->out->error));
    file_out_bytes(file->out, bytes.text, bytes.length);
    text_buffer_clear(&bytes);
}

/* ---- values ---- */

void classic_put(struct classic_file *file, enum classic_type type, double value)
{
    char out[8];
    uint64_t bits = bits_of(type, value);
    size_t size = size_of(type);
    for (size_t i = 0; i < size; i++) {
        out[i] = (char)(unsigned char)(bits >> (8 * (size - 1 - i)) & 0xFF);
    }
    file_out_bytes(file->out, out, size);
    file->written += size;
}

void classic_put_chars(struct classic_file *file, const char *text, size_t size)
{
    size_t length = strlen(text);
    length = length < size ? length : size;
    file_out_bytes(file->out, text, length);
    for (size_t i = length; i < size; i++) {
        file_out_bytes(file->out, "", 1);
    }
    file->written += size;
}

void classic_end(struct classic_file *file)
{
    file_out_bytes(file->out, "\0\0\0", (size_t)(padded(file->written) - file->written));
    file->written = 0;
}
