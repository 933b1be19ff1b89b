/* JSON that is written piece by piece into text that grows (sim/text.h). Commas come by themselves. */
#ifndef WEB_JSON_H
#define WEB_JSON_H

#include "sim/text.h"

/* Forgets the text and keeps its room. */
void json_restart(struct text_buffer *json);

/* '{', '}', '[' or ']'. */
void json_bracket(struct text_buffer *json, char bracket);
/* The name of what comes next, in an object. */
void json_name(struct text_buffer *json, const char *name);

void json_text(struct text_buffer *json, const char *text);
void json_truth(struct text_buffer *json, bool truth);
/* null where it is no number or infinite. */
void json_number(struct text_buffer *json, double number);

#endif
