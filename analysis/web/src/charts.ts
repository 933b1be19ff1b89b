// Charts over time: one line for each arm, and for a difference the band of the pairs.
import uPlot from "uplot";

import { INDICATORS, indexOf } from "./indicators";
import type { Format } from "./texts";

export interface Colours {
  text: string;
  grid: string;
  without: string;
  with: string;
  band: string;
  /** The band of the arm "without". */
  bandWithout: string;
}

/** The colours of the page as it looks now. */
export function coloursNow(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return { text: read("--text"), grid: read("--line"), without: read("--without"), with: read("--with"), band: read("--band"), bandWithout: read("--band-without") };
}

export const DAY_SECONDS = 86400;
const HEIGHT = 118;

/** One column of [months][indicators]; null where there is no number. */
export function column(series: Float64Array, indicator: number): (number | null)[] {
  const values: (number | null)[] = [];
  for (let at = indicator; at < series.length; at += INDICATORS.length) values.push(Number.isNaN(series[at]) ? null : series[at]);
  return values;
}

function axes(colours: Colours, format: Format, digits: number): uPlot.Axis[] {
  const common = { stroke: colours.text, grid: { stroke: colours.grid, width: 1 }, ticks: { stroke: colours.grid, width: 1 }, font: "11px system-ui, sans-serif" };
  return [
    { ...common, space: 44, size: 26, values: (_, splits) => splits.map((second) => {
      const date = new Date(second * 1000);
      return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : String(date.getUTCMonth() + 1);
    }), incrs: [0.5, 1, 2, 5, 10, 20, 50].map((years) => years * 365.25 * DAY_SECONDS),
      splits: (_, __, min, max) => monthStarts(min, max) },
    { ...common, size: (_, values) => 16 + 6.8 * Math.max(2, ...(values ?? []).map((value) => value.length)), space: 26, values: (_, splits) => splits.map((value) => format.number(value, digitsOf(splits, digits))) },
  ];
}

function digitsOf(splits: number[], most: number): number {
  const step = splits.length > 1 ? Math.abs(splits[1] - splits[0]) : 1;
  return Math.min(most, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** January and July of short spans, else at most six Januaries. */
function monthStarts(min: number, max: number): number[] {
  const starts: number[] = [];
  const [first, last] = [min, max].map((second) => new Date(second * 1000).getUTCFullYear());
  const isShort = last - first < 5;
  for (let year = first; year <= last; year += Math.ceil((last - first + 1) / 6)) {
    for (const month of isShort ? [0, 6] : [0]) {
      const second = Date.UTC(year, month, 1) / 1000;
      if (second >= min && second <= max) starts.push(second);
    }
  }
  return starts;
}

export class Chart {
  private readonly plot: uPlot;

  constructor(host: HTMLElement, readonly indicators: string[], colours: Colours, format: Format, names: [string, string]) {
    const { digits } = INDICATORS[indexOf(indicators[0])];
    const lines = indicators.flatMap(() => [
      { label: names[0], stroke: colours.without, width: 2, dash: [5, 4], points: { show: false }, spanGaps: true },
      { label: names[1], stroke: colours.with, width: 2, points: { show: false }, spanGaps: true },
    ]);
    this.plot = new uPlot({
      width: Math.max(200, host.clientWidth), height: HEIGHT, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: true }, y: { range: (_, min, max) => room(min, max, digits) } },
      series: [{}, ...lines], axes: axes(colours, format, digits), tzDate: (second) => new Date(second * 1000),
    }, [[], ...lines.map(() => [])] as uPlot.AlignedData, host);
  }

  /** `span`: first and last second of the picture. */
  show(months: number[], arms: Float64Array[], span: [number, number]): void {
    const lines = this.indicators.flatMap((id) => [0, 1].map((arm) => column(arms[Math.min(arm, arms.length - 1)], indexOf(id))));
    this.plot.setData([months, ...lines] as uPlot.AlignedData, false);
    this.plot.setScale("x", { min: span[0], max: span[1] });
  }

  resize(width: number): void {
    this.plot.setSize({ width: Math.max(200, width), height: HEIGHT });
  }

  destroy(): void {
    this.plot.destroy();
  }
}

type Numbers = (number | null)[];

/** Means over runs of one arm or of both, each with its band. */
export class BandChart {
  constructor(host: HTMLElement, digits: number, colours: Colours, format: Format, months: number[], arms: { mean: Numbers; low?: Numbers; high?: Numbers }[], span: [number, number]) {
    const empty = { stroke: "transparent", points: { show: false } };
    const lines = [{ stroke: colours.without, width: 2, dash: [5, 4], points: { show: false } }, { stroke: colours.with, width: 2, points: { show: false } }];
    const fills = [colours.bandWithout, colours.band];
    const data = arms.flatMap(({ mean, low, high }) => [high ?? mean, low ?? mean, mean]);
    new uPlot({
      width: Math.max(200, host.clientWidth), height: 150, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: true, range: span }, y: { range: (_, min, max) => room(min, max, digits) } },
      series: [{}, ...arms.flatMap((_, i) => [empty, empty, arms.length === 1 ? lines[1] : lines[i]])],
      bands: arms.map((_, i) => ({ series: [3 * i + 1, 3 * i + 2] as [number, number], fill: fills[i] })),
      axes: axes(colours, format, digits), tzDate: (second) => new Date(second * 1000),
    }, [months, ...data] as uPlot.AlignedData, host);
  }
}

/** A bit of air; never a magnified nothing. */
function room(min: number | null, max: number | null, digits: number): [number, number] {
  const least = 10 ** -digits * 4;
  if (min === null || max === null || !Number.isFinite(min) || !Number.isFinite(max)) return [0, 1];
  const pad = Math.max((max - min) * 0.1, least / 2);
  return [min >= 0 ? Math.max(0, min - pad) : min - pad, max + pad];
}

export class DifferenceChart {
  private readonly plot: uPlot;

  constructor(host: HTMLElement, readonly digits: number, colours: Colours, format: Format, names: { low: string; high: string; mean: string; pair: string }) {
    this.plot = new uPlot({
      width: Math.max(200, host.clientWidth), height: 190, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: true }, y: { range: (_, min, max) => around(min, max, digits) } },
      series: [
        {},
        { label: names.high, stroke: "transparent", points: { show: false } },
        { label: names.low, stroke: "transparent", points: { show: false } },
        { label: names.mean, stroke: colours.with, width: 2.5, points: { show: false } },
        { label: names.pair, stroke: colours.without, width: 1.5, dash: [3, 3], points: { show: false } },
      ],
      bands: [{ series: [1, 2], fill: colours.band }],
      axes: axes(colours, format, digits), tzDate: (second) => new Date(second * 1000),
      hooks: { draw: [(plot) => zeroLine(plot, colours.text)] },
    }, [[], [], [], [], []], host);
  }

  show(months: number[], lines: { low: (number | null)[]; high: (number | null)[]; mean: (number | null)[]; pair: (number | null)[] }, span: [number, number]): void {
    this.plot.setData([months, lines.high, lines.low, lines.mean, lines.pair] as uPlot.AlignedData, false);
    this.plot.setScale("x", { min: span[0], max: span[1] });
  }

  resize(width: number): void {
    this.plot.setSize({ width: Math.max(200, width), height: 190 });
  }

  destroy(): void {
    this.plot.destroy();
  }
}

function around(min: number | null, max: number | null, digits: number): [number, number] {
  const least = 10 ** -digits * 4;
  const largest = Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0), least);
  return [Math.min(0, min ?? 0) - largest * 0.1, Math.max(0, max ?? 0) + largest * 0.1];
}

function zeroLine(plot: uPlot, colour: string): void {
  const y = plot.valToPos(0, "y", true);
  plot.ctx.save();
  plot.ctx.strokeStyle = colour;
  plot.ctx.lineWidth = 1;
  plot.ctx.beginPath();
  plot.ctx.moveTo(plot.bbox.left, y);
  plot.ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
  plot.ctx.stroke();
  plot.ctx.restore();
}
