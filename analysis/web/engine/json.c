#include "analysis/web/engine/json.h"

#include <math.h>
#include <string.h>

#include "sim/params.h"

void json_restart(struct text_buffer *json)
{
    json->length = 0;
    json->failed = false;
}

/* A comma, unless it is the first in its bracket or follows a name. */
static void separate(struct text_buffer *json)
{
    if (json->length != 0 && strchr("{[:", json->text[json->length - 1]) == NULL) {
        text_buffer_put(json, ",");
    }
}

void json_bracket(struct text_buffer *json, char bracket)
{
    if (bracket == '{' || bracket == '[') {
        separate(json);
    }
    text_buffer_add(json, &bracket, 1);
}

static void quote(struct text_buffer *json, const char *text)
{
    text_buffer_put(json, "\"");
    for (; *text != '\0'; text++) {
        char bytes[TEXT_JSON_MAX];
        text_buffer_add(json, bytes, text_json_byte(*text, bytes));
    }
    text_buffer_put(json, "\"");
}

void json_name(struct text_buffer *json, const char *name)
{
    separate(json);
    quote(json, name);
    text_buffer_put(json, ":");
}

void json_text(struct text_buffer *json, const char *text)
{
    separate(json);
    quote(json, text);
}

void json_truth(struct text_buffer *json, bool truth)
{
    separate(json);
    text_buffer_put(json, truth ? "true" : "false");
}

void json_number(struct text_buffer *json, double number)
{
    char text[32] = "null";
    if (isfinite(number)) {
        param_format_real(number, text);
    }
    separate(json);
    text_buffer_put(json, text);
}
