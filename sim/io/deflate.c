#include "sim/io/deflate.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "sim/io/huffman.h"

enum {
    REPEAT_LEAST = 3, /* bytes of a repetition, by the format */
    REPEAT_MOST = 258,
    REPEAT_TOKEN = 254,  /* of no bytes: the first token of repetitions stands for three */
    REPEAT_SYMBOL = 257, /* the first */
    REPEAT_CLASSES = 29,
    CODE_BITS = HUFFMAN_BITS, /* the format allows 15; with these three tokens fit a word */
    LENGTH_BITS = 7,          /* of the code in which the lengths of the code are written */
    LENGTH_SYMBOLS = 19,
    STORED_MOST = 65535, /* bytes of a stored block */
    STRIDE = 64,         /* bytes that are searched for repetitions at a time */
    SLACK = 8,           /* bytes that may be touched behind the end of what is written */
    BLOCK_HEAD =
        400,   /* bytes before the first token at most: 287 lengths of at most 7 bits, and their code */
    GAIN = 32, /* a block is stored when a code saves less than one byte in so many */
};

/* ---- bits ---- */

struct bits {
    unsigned char *to;
    uint64_t held;  /* not written yet, first bit lowest */
    unsigned count; /* of bits held, fewer than 8 between calls */
};

static inline void hold(struct bits *bits, uint64_t value, unsigned count)
{
    bits->held |= value << bits->count;
    bits->count += count;
}

/* Writes whole bytes; little-endian machines. */
static inline void release(struct bits *bits)
{
    memcpy(bits->to, &bits->held, sizeof bits->held);
    bits->to += bits->count / 8;
    bits->held >>= bits->count / 8 * 8;
    bits->count %= 8;
}

static void put(struct bits *bits, uint32_t value, unsigned count)
{
    hold(bits, value, count);
    release(bits);
}

static void fill_byte(struct bits *bits)
{
    bits->count = (bits->count + 7) / 8 * 8;
    release(bits);
}

/* ---- tokens ---- */

/* Whether four equal bytes in a row begin among the first STRIDE; STRIDE + 3 bytes are looked at. */
static inline bool repeats(const unsigned char *bytes)
{
    unsigned char any = 0;
    for (size_t i = 0; i < STRIDE; i++) {
        any |= (bytes[i] == bytes[i + 1]) & (bytes[i + 1] == bytes[i + 2]) & (bytes[i + 2] == bytes[i + 3]);
    }
    return any != 0;
}

/* How many bytes from the first on are equal to it. */
static size_t run_length(const unsigned char *bytes, size_t count)
{
    uint64_t word;
    uint64_t pattern = bytes[0] * UINT64_C(0x0101010101010101);
    size_t length = 1;
    for (; length + sizeof word <= count; length += sizeof word) {
        memcpy(&word, bytes + length, sizeof word);
        if (word != pattern) {
            return length + (size_t)__builtin_ctzll(word ^ pattern) / 8;
        }
    }
    while (length < count && bytes[length] == bytes[0]) {
        length++;
    }
    return length;
}

/* A byte and its repetitions. */
static uint16_t *put_run(uint16_t *token, unsigned char byte, size_t length)
{
    *token++ = byte;
    for (length--; length > REPEAT_MOST; length -= REPEAT_MOST) {
        *token++ = REPEAT_TOKEN + REPEAT_MOST;
    }
    if (length >= REPEAT_LEAST) {
        *token++ = (uint16_t)(REPEAT_TOKEN + length);
        return token;
    }
    for (; length > 0; length--) {
        *token++ = byte;
    }
    return token;
}

/* Bits 8 k + 7 for the bytes k < 6 of eight at which four equal bytes begin; nine bytes are looked at. */
static inline uint64_t run_begins(const unsigned char *bytes)
{
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    uint64_t here;
    uint64_t next;
    memcpy(&here, bytes, sizeof here);
    memcpy(&next, bytes + 1, sizeof next);
    uint64_t change = here ^ next;
    uint64_t equal = ~(((change & low) + low) | change | low);
    return equal & equal >> 8 & equal >> 16;
}

/* What a block consists of: bytes, and repetitions of the byte before. Returns the number of tokens.
 *
 * In columns there are stretches without any repetition, which take the widest steps, and stretches full of
 * them, where to look at bytes one by one would mean to guess wrong most of the time. */
static size_t find_tokens(const unsigned char *bytes, size_t count, uint16_t *tokens)
{
    enum { WORD = 8, WORD_STEP = 6 };
    uint16_t *token = tokens;
    size_t at = 0;
    while (count - at >= STRIDE + REPEAT_LEAST) {
        if (!repeats(bytes + at)) {
            for (size_t i = 0; i < STRIDE; i++) {
                token[i] = bytes[at + i];
            }
            token += STRIDE;
            at += STRIDE;
            continue;
        }
        for (size_t end = at + STRIDE - WORD; at <= end;) {
            uint64_t begins = run_begins(bytes + at);
            size_t plain = begins == 0 ? WORD_STEP : (size_t)__builtin_ctzll(begins) / 8;
            for (size_t i = 0; i < WORD; i++) { /* more than there are, which costs less than to count them */
                token[i] = bytes[at + i];
            }
            token += plain;
            at += plain;
            if (begins != 0) {
                size_t length = run_length(bytes + at, count - at);
                token = put_run(token, bytes[at], length);
                at += length;
            }
        }
    }
    while (at < count) {
        size_t length = run_length(bytes + at, count - at);
        token = put_run(token, bytes[at], length);
        at += length;
    }
    *token++ = DEFLATE_END;
    return (size_t)(token - tokens);
}

/* ---- codes ---- */

static const uint16_t class_first[REPEAT_CLASSES] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                     15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                     67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t class_bits[REPEAT_CLASSES] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                   2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

/* Repetitions from class_first on that belong to the class. */
static size_t class_size(size_t class)
{
    return class + 1 < REPEAT_CLASSES ? (size_t)class_first[class + 1] - class_first[class] : 1;
}

/* Counts symbols, and returns how many bits repetitions add to them. */
static uint64_t count_symbols(struct deflate_work *work, size_t tokens)
{
    uint32_t(*seen)[DEFLATE_TOKENS] = work->seen;
    uint64_t added = 0;
    size_t i = 0;
    memset(work->seen, 0, sizeof work->seen);
    for (; i + DEFLATE_LANES <= tokens;
         i += DEFLATE_LANES) { /* a count that has just changed is slow to change */
        for (size_t lane = 0; lane < DEFLATE_LANES; lane++) {
            seen[lane][work->tokens[i + lane]]++;
        }
    }
    for (; i < tokens; i++) {
        seen[0][work->tokens[i]]++;
    }
    for (size_t token = 0; token < DEFLATE_TOKENS; token++) {
        seen[0][token] += seen[1][token] + seen[2][token] + seen[3][token];
    }
    memset(work->counts, 0, sizeof work->counts);
    memcpy(work->counts, seen[0], (DEFLATE_END + 1) * sizeof work->counts[0]);
    for (size_t class = 0; class < REPEAT_CLASSES; class ++) {
        uint32_t *count = &work->counts[REPEAT_SYMBOL + class];
        for (size_t k = 0; k < class_size(class); k++) {
            *count += seen[0][REPEAT_TOKEN + class_first[class] + k];
        }
        added += (uint64_t)*count * (class_bits[class] + 1u); /* one says: of the byte before */
    }
    return added;
}

/* Codes of tokens: those of symbols, to which repetitions add the place in their class and one bit 0 that
 * says: of the byte before. */
static void make_codes(struct deflate_work *work)
{
    uint32_t codes[DEFLATE_SYMBOLS];
    huffman_codes(work->lengths, DEFLATE_SYMBOLS, codes);
    memcpy(work->codes, codes, (DEFLATE_END + 1) * sizeof codes[0]);
    for (size_t class = 0; class < REPEAT_CLASSES; class ++) {
        uint32_t code = codes[REPEAT_SYMBOL + class];
        uint32_t length = code & 0xff;
        for (size_t k = 0; k < class_size(class); k++) {
            uint32_t bits = code >> 8 | (uint32_t)k << length;
            work->codes[REPEAT_TOKEN + class_first[class] + k] = bits << 8 | (length + class_bits[class] + 1);
        }
    }
}

/* ---- the head of a block: the lengths of its code, themselves in a code ---- */

enum { LENGTH_AGAIN = 16, LENGTH_ZEROS = 17, LENGTH_MANY_ZEROS = 18 };

struct head {
    size_t count;
    uint8_t symbols[DEFLATE_SYMBOLS + 1];
    uint8_t added[DEFLATE_SYMBOLS + 1]; /* what follows the symbol: how often */
    uint32_t counts[LENGTH_SYMBOLS];
};

static void head_add(struct head *head, unsigned symbol, size_t added)
{
    head->symbols[head->count] = (uint8_t)symbol;
    head->added[head->count++] = (uint8_t)added;
    head->counts[symbol]++;
}

static void head_make(struct head *head, const uint8_t *lengths, size_t count)
{
    *head = (struct head){0};
    for (size_t i = 0; i < count;) {
        size_t run = run_length(lengths + i, count - i);
        if (lengths[i] == 0 && run >= 11) {
            run = run < 138 ? run : 138;
            head_add(head, LENGTH_MANY_ZEROS, run - 11);
        } else if (lengths[i] == 0 && run >= 3) {
            head_add(head, LENGTH_ZEROS, run - 3);
        } else if (i > 0 && lengths[i] == lengths[i - 1] && run >= 3) {
            run = run < 6 ? run : 6;
            head_add(head, LENGTH_AGAIN, run - 3);
        } else {
            run = 1;
            head_add(head, lengths[i], 0);
        }
        i += run;
    }
}

static void write_head(struct bits *bits, struct deflate_work *work)
{
    static const uint8_t order[LENGTH_SYMBOLS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                  11, 4,  12, 3, 13, 2, 14, 1, 15};
    struct head head;
    uint8_t lengths[LENGTH_SYMBOLS];
    uint32_t codes[LENGTH_SYMBOLS];
    size_t symbols = DEFLATE_SYMBOLS;
    while (work->lengths[symbols - 1] == 0) {
        symbols--;
    }
    uint8_t kept = work->lengths[symbols];
    work->lengths[symbols] = 1; /* the one distance */
    head_make(&head, work->lengths, symbols + 1);
    work->lengths[symbols] = kept;
    huffman_lengths(head.counts, LENGTH_SYMBOLS, LENGTH_BITS, lengths);
    huffman_codes(lengths, LENGTH_SYMBOLS, codes);
    size_t sent = LENGTH_SYMBOLS;
    while (lengths[order[sent - 1]] == 0) {
        sent--;
    }
    put(bits, (uint32_t)(symbols - 257), 5);
    put(bits, 0, 5);
    put(bits, (uint32_t)(sent - 4), 4);
    for (size_t i = 0; i < sent; i++) {
        put(bits, lengths[order[i]], 3);
    }
    for (size_t i = 0; i < head.count; i++) {
        unsigned symbol = head.symbols[i];
        put(bits, codes[symbol] >> 8, codes[symbol] & 0xff);
        if (symbol >= LENGTH_AGAIN) {
            static const uint8_t added_bits[] = {2, 3, 7};
            put(bits, head.added[i], added_bits[symbol - LENGTH_AGAIN]);
        }
    }
}

/* ---- blocks ---- */

static void write_stored(struct bits *bits, const unsigned char *bytes, size_t count, bool last)
{
    do {
        size_t part = count < STORED_MOST ? count : STORED_MOST;
        put(bits, last && part == count, 3);
        fill_byte(bits);
        put(bits, (uint32_t)part, 16);
        put(bits, ~(uint32_t)part & 0xffff, 16);
        memcpy(bits->to, bytes, part);
        bits->to += part;
        bytes += part;
        count -= part;
    } while (count > 0);
}

static void write_tokens(struct bits *bits, const struct deflate_work *work, size_t tokens)
{
    const uint16_t *token = work->tokens;
    const uint32_t *codes = work->codes;
    struct bits run = *bits;
    size_t i = 0;
    for (; i + 3 <= tokens; i += 3) {
        uint32_t first = codes[token[i]];
        uint32_t second = codes[token[i + 1]];
        uint32_t third = codes[token[i + 2]];
        hold(&run, first >> 8, first & 0xff);
        hold(&run, second >> 8, second & 0xff);
        hold(&run, third >> 8, third & 0xff);
        release(&run);
    }
    for (; i < tokens; i++) {
        put(&run, codes[token[i]] >> 8, codes[token[i]] & 0xff);
    }
    *bits = run;
}

static void write_block(struct bits *bits, struct deflate_work *work, const unsigned char *bytes,
                        size_t count, bool last)
{
    size_t tokens = find_tokens(bytes, count, work->tokens);
    uint64_t coded = count_symbols(work, tokens);
    huffman_lengths(work->counts, DEFLATE_SYMBOLS, CODE_BITS, work->lengths);
    for (size_t symbol = 0; symbol < DEFLATE_SYMBOLS; symbol++) {
        coded += (uint64_t)work->counts[symbol] * work->lengths[symbol];
    }
    struct bits before = *bits;
    unsigned char *end = bits->to + count - count / GAIN;
    if (bits->to + coded / 8 < end) {
        make_codes(work);
        put(bits, last + 2u * 2, 3);
        write_head(bits, work);
        if (bits->to + coded / 8 < end) {
            write_tokens(bits, work, tokens);
            return;
        }
        *bits = before;
    }
    write_stored(bits, bytes, count, last);
}

/* ---- streams ---- */

/* Sums of bytes, and of these sums: a span adds its bytes to the first, and to the second the first, once for
 * each of its bytes, and its bytes weighted by how many of these sums each is in. Products of narrow numbers
 * are what processors have vectors for. */
static uint32_t adler32(const unsigned char *bytes, size_t count)
{
    enum { SPAN = 256, PRIME = 65521 };
    int16_t weights[SPAN];
    uint64_t sum = 1;
    uint64_t sums = 0;
    for (int i = 0; i < SPAN; i++) {
        weights[i] = (int16_t)(SPAN - i);
    }
    for (; count >= SPAN; bytes += SPAN, count -= SPAN) {
        int32_t added = 0;
        int32_t weighted = 0;
        for (size_t i = 0; i < SPAN; i++) {
            added += bytes[i];
            weighted += (int16_t)bytes[i] * weights[i];
        }
        sums += sum * SPAN + (uint32_t)weighted;
        sum += (uint32_t)added;
        if (sums >> 48 != 0) { /* seldom: divisions are slow */
            sums %= PRIME;
            sum %= PRIME;
        }
    }
    for (; count > 0; bytes++, count--) {
        sum += *bytes;
        sums += sum;
    }
    return (uint32_t)(sums % PRIME << 16 | sum % PRIME);
}

size_t deflate_bound(size_t count, size_t block)
{
    size_t blocks = count / block + 1;
    return count + blocks * 2 * 6 + BLOCK_HEAD + SLACK + 6;
}

size_t deflate_write(struct deflate_work *work, const unsigned char *bytes, size_t count, size_t block,
                     unsigned char *stream)
{
    assert(block >= 1 && block <= DEFLATE_BLOCK);
    struct bits bits = {.to = stream};
    put(&bits, 0x0178, 16); /* deflate with a window of 32 KiB, made the fast way */
    size_t at = 0;
    do {
        size_t part = count - at < block ? count - at : block;
        write_block(&bits, work, bytes + at, part, at + part == count);
        at += part;
    } while (at < count);
    fill_byte(&bits);
    uint32_t sum = adler32(bytes, count);
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        put(&bits, sum >> (shift - 8) & 0xff, 8);
    }
    return (size_t)(bits.to - stream);
}
