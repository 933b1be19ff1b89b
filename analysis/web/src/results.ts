// Results: means of the last twelve months in both arms, their difference, and how it spreads over pairs of runs.
import { INDICATORS, lastYear } from "./indicators";

/** Pairs of runs: the series of both arms of each. */
export interface Pair {
  months: [number, number][];
  series: [Float64Array, Float64Array];
}

export interface Row {
  id: string;
  without: number;
  with: number;
  difference: number;
  /** Of the pairs: where 8 in 10 lie, the mean, and how many go the same way as the mean. */
  band: { low: number; high: number; mean: number; same: number; count: number } | null;
}

/** Linear between the nearest two. */
export function quantile(sorted: number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.min(sorted.length - 1, low + 1)] - sorted[low]) * (at - low);
}

export function spread(differences: number[]): NonNullable<Row["band"]> {
  const sorted = [...differences].sort((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const same = sorted.filter((value) => Math.sign(value) === Math.sign(mean) && value !== 0).length;
  return { low: quantile(sorted, 0.1), high: quantile(sorted, 0.9), mean, same, count: sorted.length };
}

const FEWEST_PAIRS = 5;

/** Rows of the figures that the model has, the optional ones where they are not always zero. */
export function rowsOf(arms: Float64Array[], months: number, pairs: Pair[]): Row[] {
  const [without, withThem] = [arms[0], arms[Math.min(1, arms.length - 1)]];
  return INDICATORS.flatMap((indicator, i) => {
    if (!isThere(arms, i)) return [];
    const a = lastYear(without, i, months);
    const b = lastYear(withThem, i, months);
    const differences = pairs.map(({ series }) => lastYear(series[1], i, months) - lastYear(series[0], i, months)).filter((value) => !Number.isNaN(value));
    return [{ id: indicator.id, without: a, with: b, difference: b - a, band: differences.length < FEWEST_PAIRS ? null : spread(differences) }];
  });
}

/** Whether a figure has numbers, other than zero if it is optional. */
export function isThere(arms: Float64Array[], indicator: number): boolean {
  const isOptional = INDICATORS[indicator].optional === true;
  return arms.some((series) => {
    for (let at = indicator; at < series.length; at += INDICATORS.length) {
      if (!Number.isNaN(series[at]) && (!isOptional || series[at] !== 0)) return true;
    }
    return false;
  });
}

export interface Lines {
  low: (number | null)[];
  high: (number | null)[];
  mean: (number | null)[];
  pair: (number | null)[];
}

/** The difference of one figure month by month: of this pair, and of all. */
export function linesOf(arms: Float64Array[], months: number, pairs: Pair[], indicator: number): Lines {
  const at = (series: Float64Array, month: number) => series[month * INDICATORS.length + indicator];
  const lines: Lines = { low: [], high: [], mean: [], pair: [] };
  for (let month = 0; month < months; month++) {
    const own = at(arms[Math.min(1, arms.length - 1)], month) - at(arms[0], month);
    lines.pair.push(Number.isNaN(own) ? null : own);
    const all = pairs.map(({ series }) => at(series[1], month) - at(series[0], month)).filter((value) => !Number.isNaN(value));
    const band = all.length < FEWEST_PAIRS ? null : spread(all);
    lines.low.push(band?.low ?? null);
    lines.high.push(band?.high ?? null);
    lines.mean.push(band?.mean ?? null);
  }
  return lines;
}
