#include "sim/io/latin_text.h"

#include <stdint.h>

#include "sim/text.h"

enum { ASCII_END = 0x80, LATIN_1_BEGIN = 0xA0, UTF_8_THREE_BYTES = 0x800 };

/* What Windows-1252 has where Latin-1 has control characters; 0: nothing. */
static const uint16_t windows_letters[LATIN_1_BEGIN - ASCII_END] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool text_is_latin(const struct text_buffer *bytes)
{
    bool found = false;
    for (size_t i = 0; i < bytes->length; i++) {
        if ((unsigned char)bytes->text[i] >= ASCII_END) {
            if (text_character(bytes->text + i, bytes->length - i) != 0) {
                return false;
            }
            found = true;
        }
    }
    return found;
}

/* The letter that a byte stands for; the byte itself where it stands for none. */
static unsigned letter_of(unsigned char byte)
{
    unsigned letter = byte >= ASCII_END && byte < LATIN_1_BEGIN ? windows_letters[byte - ASCII_END] : byte;
    return letter != 0 ? letter : byte;
}

static void add_letter(struct text_buffer *text, char byte)
{
    unsigned letter = letter_of((unsigned char)byte);
    char two[] = {(char)(0xC0 | letter >> 6), (char)(0x80 | (letter & 0x3F))};
    char three[] = {(char)(0xE0 | letter >> 12), (char)(0x80 | (letter >> 6 & 0x3F)),
                    (char)(0x80 | (letter & 0x3F))};
    if (letter < LATIN_1_BEGIN) {
        text_buffer_add(text, &byte, 1);
    } else if (letter < UTF_8_THREE_BYTES) {
        text_buffer_add(text, two, sizeof two);
    } else {
        text_buffer_add(text, three, sizeof three);
    }
}

enum status text_from_latin(struct text_buffer *bytes, struct error *error)
{
    struct text_buffer text = {0};
    for (size_t i = 0; i < bytes->length; i++) {
        add_letter(&text, bytes->text[i]);
    }
    text_buffer_clear(bytes);
    *bytes = text;
    return text_buffer_status(bytes, error);
}
