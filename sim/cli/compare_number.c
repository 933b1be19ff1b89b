#include "sim/cli/compare_number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int compare_digits(double value)
{
    int digits = value > 0 ? 1 - (int)floor(log10(value)) : 0;
    return digits < 0 ? 0 : digits > 6 ? 6 : digits;
}

void compare_print_number(FILE *out, int width, double value, int digits, bool sign)
{
    char text[400] = "";
    if (isfinite(value)) {
        snprintf(text, sizeof text, sign ? "%+.*f" : "%.*f", digits, value);
        bool vanishes = value != 0 && strtod(text, NULL) == 0;
        for (int precision = 4; precision > 0 && (vanishes || (int)strlen(text) >= width); precision--) {
            snprintf(text, sizeof text, sign ? "%+.*g" : "%.*g", precision, value);
            vanishes = false;
        }
    }
    fprintf(out, "%*s", width, text);
}

const char *compare_finding_text(enum paired_finding finding, size_t pairs)
{
    static const char *const texts[] = {
        [PAIRED_IDENTICAL] = "same", [PAIRED_CONSTANT] = "constant", [PAIRED_HOLDS_ZERO] = "holds 0",
        [PAIRED_ALONE] = "alone",    [PAIRED_EFFECT] = "effect",
    };
    return finding != PAIRED_NONE ? texts[finding] : pairs == 1 ? "1 pair" : "no pairs";
}
