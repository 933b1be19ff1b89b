// What analysis/bassin/report.py puts into the page.
import type { Indicator } from "../indicators";
import type { Language } from "../texts";

export type Numbers = (number | null)[];

/** By month: mean over runs, and where 8 in 10 of them lie if they are five or more. */
export interface Band {
  mean: Numbers;
  low?: Numbers;
  high?: Numbers;
}

/** Means of the last twelve months over all pairs of runs; `runs`: those of each, without and with. */
export interface Year {
  without: number;
  with: number;
  mean: number;
  low: number | null;
  high: number | null;
  higher: number;
  lower: number;
  pairs: number;
  runs: [Numbers, Numbers];
}

export interface Compared {
  with: Band | null;
  difference: Band | null;
  year: Year | null;
  /** What other luck alone does. */
  placebo?: Pick<Year, "mean" | "low" | "high" | "pairs"> | null;
}

export interface Changed {
  path: string;
  date: string | null;
  without: string;
  with: string;
  unit: string;
  text: string;
  source: string;
}

/** A figure of a group of persons, as `bassin compare --persons` has it. */
export interface PersonRow {
  figure: "days_at_work" | "paid";
  group: string;
  persons: number;
  pairs: number;
  baseline_mean: number | null;
  difference: number | null;
  low: number | null;
  high: number | null;
  finding: string;
  placebo_difference: number | null;
  placebo_low: number | null;
  placebo_high: number | null;
  known_on: string;
}

export interface Comparison {
  arm: string;
  since: number;
  changed: Changed[];
  figures: Record<string, Compared>;
  flows: number[][] | null;
  /** `none`: why there are no rows. */
  persons: { none: string; rows: PersonRow[] };
}

export interface Score {
  measure: string;
  label: string;
  measure_unit: string;
  published: number;
  simulated: number | null;
  tolerance: number;
  within: boolean;
  source: string;
  territory: string;
  year: string;
}

export interface Data {
  language: Language;
  title: string;
  story: string;
  start: number;
  end: number;
  months: [number, number][];
  indicators: Indicator[];
  statuses: string[];
  arms: { name: string; text: string; placebo: boolean }[];
  replicates: number;
  members: number;
  members_done: number;
  base: Record<string, Band | null>;
  base_year: Record<string, number | null>;
  flows: number[][] | null;
  comparisons: Comparison[];
  score: Score[];
  settings: { path: string; value: string; unit: string; text: string; source: string }[];
  origin: { file: string; identity: string; seeds: number[]; population_seeds: number[]; command_line: string; version: string; commit: string; created: string };
}
