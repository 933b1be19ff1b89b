/* The panels of the model, by number; output/observe.c declares them. */
#ifndef LABOUR_MARKET_PANELS_H
#define LABOUR_MARKET_PANELS_H

enum panel_id { PANEL_SPELLS, PANEL_PEOPLE, PANEL_EVENTS, PANEL_COUNT };

#endif
