// What is shown of the simulation: field with legend, charts, results with their band, flows, lives.
import { Chart, column, coloursNow, DAY_SECONDS, DifferenceChart, type Colours } from "./charts";
import { get, h } from "./dom";
import { Field } from "./field";
import { drawFlows, movesOf } from "./flows";
import { INDICATORS, indexOf } from "./indicators";
import { lifeView, partingOf } from "./lifeview";
import { figureName, labelName } from "./names";
import { markOf, paint } from "./palette";
import type { Life } from "./protocol";
import { isThere, linesOf, type Pair, type Row } from "./results";
import type { Frame, Opened } from "./simulation";
import { fill, type Format, type Texts } from "./texts";

/** Figures of one chart; the first gives its name. What is not in the list has a chart of its own behind them. */
const CHARTS = [["unemployment"], ["cdi_share"], ["limited"], ["hires"], ["long_term"], ["pay_low", "pay_median", "pay_high"], ["at_minimum"], ["employed"], ["mini_jobs"], ["benefits"]];
const CHARTED = CHARTS.flat();
const UNCHARTED = ["vacancies", "second_jobs", "recipients"];

function charts(): string[][] {
  const others = INDICATORS.map(({ id }) => id).filter((id) => !CHARTED.includes(id) && !UNCHARTED.includes(id));
  return [...CHARTS, ...others.map((id) => [id])];
}

export class View {
  private readonly field: Field;
  private charts: Chart[] = [];
  private chartHosts: HTMLElement[] = [];
  private difference: DifferenceChart | null = null;
  private figure = "unemployment";
  private frame: Frame | null = null;
  private marked: number | null = null;
  private key = "";
  private pairs: Pair[] = [];
  private arrangement = "both";
  private flowsAt = 0;

  constructor(private readonly opened: Opened, private readonly texts: Texts, private readonly format: Format, private readonly isDark: boolean, choose: (person: number) => void) {
    this.field = new Field(get<HTMLCanvasElement>("field"), opened.sample, opened.statuses);
    this.field.isDark = isDark;
    this.listen(choose);
    const { stride } = opened.sample;
    get("field-note").textContent = stride === 1 ? "" : fill(texts.fieldOne, { count: stride });
  }

  private listen(choose: (person: number) => void): void {
    const { canvas } = this.field;
    canvas.addEventListener("click", (event) => {
      const person = this.field.find(event.offsetX, event.offsetY);
      if (person >= 0) choose(person);
    });
    canvas.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") choose(this.marked ?? 0);
      else if (event.key.startsWith("Arrow")) this.mark(this.field.neighbour(this.marked ?? 0, event.key));
      else return;
      event.preventDefault();
    });
  }

  private get colours(): Colours {
    return coloursNow();
  }

  arrange(shown: string): void {
    this.arrangement = shown;
    this.layOut();
  }

  layOut(): void {
    const both = [{ arm: 0, title: this.texts.without }, { arm: 1, title: this.texts.with }];
    this.field.layOut(this.arrangement === "both" ? both : [this.arrangement === "with" ? both[1] : both[0]]);
    if (this.marked !== null) this.mark(this.marked);
    this.charts.forEach((chart, i) => chart.resize(this.chartHosts[i].clientWidth));
    this.difference?.resize(get("difference").clientWidth);
    if (this.frame !== null) this.showFlows(this.frame);
  }

  destroy(): void {
    this.charts.forEach((chart) => chart.destroy());
    this.difference?.destroy();
  }

  mark(person: number): void {
    this.marked = person;
    const host = get("field-host");
    host.querySelectorAll(".marker").forEach((marker) => marker.remove());
    for (const { x, y, size } of this.field.places(person)) {
      const wide = Math.max(14, size * 2);
      host.append(h("div", { class: "marker", style: `left:${x - wide / 2}px;top:${y - wide / 2}px;width:${wide}px;height:${wide}px` }));
    }
  }

  /** Pictures over time wait while an arm lives its past again. */
  show(frame: Frame, done: boolean, isReliving: boolean): void {
    const isNew = this.frame === null || this.frame.months.length !== frame.months.length || this.frame.arms.length !== frame.arms.length || done;
    this.frame = frame;
    this.field.draw(frame.arms.map((arm) => arm.status));
    this.showLegend(frame);
    if (isReliving) return;
    if (isNew) this.showCharts(frame);
    if (isNew && performance.now() - this.flowsAt > 300) this.showFlows(frame);
  }

  private showLegend(frame: Frame): void {
    const { texts, format, opened } = this;
    const [without, withThem] = [frame.arms[0], frame.arms[frame.arms.length - 1]];
    const table = get("legend").querySelector("table") ?? this.makeLegend();
    opened.statuses.forEach((_, i) => {
      const row = table.tBodies[0].rows[i];
      const cells = row.cells;
      row.hidden = without.counts[i] === 0 && withThem.counts[i] === 0;
      cells[1].textContent = format.number(without.counts[i], 0);
      cells[2].textContent = format.number(withThem.counts[i], 0);
      cells[3].textContent = frame.arms.length < 2 ? "" : format.signed(withThem.counts[i] - without.counts[i], 0);
    });
    const differ = frame.arms.length < 2 ? 0 : without.status.reduce((sum, status, i) => sum + (status === withThem.status[i] ? 0 : 1), 0);
    const caption = frame.arms.length < 2 ? texts.same : fill(texts.differ, { count: format.number(differ, 0), of: format.number(without.status.length, 0) });
    if (table.caption!.textContent !== caption) table.caption!.textContent = caption;
  }

  private makeLegend(): HTMLTableElement {
    const { texts, format, opened } = this;
    const rows = opened.statuses.map((status) => {
      const mark = h("canvas", { width: 28, height: 28, "aria-hidden": "true" });
      paint(mark.getContext("2d")!, markOf(status), this.isDark, 14, 14, 24);
      return h("tr", {}, h("th", { scope: "row" }, mark, labelName(status, format.language)), h("td", { class: "number" }), h("td", { class: "number" }), h("td", { class: "number" }));
    });
    const head = ["", texts.without, texts.with, texts.difference].map((text, i) => (i === 0 ? h("td", {}) : h("th", { scope: "col", class: "number" }, text)));
    const table = h("table", { class: "legend" }, h("caption", { class: "note" }), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
    get("legend").replaceChildren(table);
    return table;
  }

  private span(frame: Frame): [number, number] {
    const last = Math.max(this.opened.lessonEnd, frame.day);
    return [this.opened.parameters.start * DAY_SECONDS, last * DAY_SECONDS];
  }

  private showCharts(frame: Frame): void {
    const series = frame.arms.map((arm) => arm.series);
    const wanted = charts().filter(([id]) => isThere(series, indexOf(id)));
    const key = wanted.join();
    if (key !== this.key) this.makeCharts(wanted);
    this.key = key;
    const months = frame.months.map(([, last]) => (last + 1) * DAY_SECONDS);
    this.charts.forEach((chart, i) => {
      chart.show(months, series, this.span(frame));
      this.sayValues(this.chartHosts[i], chart.indicators, series);
    });
  }

  private makeCharts(wanted: string[][]): void {
    this.charts.forEach((chart) => chart.destroy());
    const { texts } = this;
    this.chartHosts = wanted.map((indicators) => {
      const title = indicators.length > 1 ? texts.payTitle : figureName(INDICATORS[indexOf(indicators[0])], texts, this.format.language);
      return h("div", { class: "chart" }, h("h3", {}, `${title} (${texts.units[INDICATORS[indexOf(indicators[0])].unit]})`), h("p", { class: "values" }), h("div", { role: "img", "aria-label": title }));
    });
    get("charts").replaceChildren(...this.chartHosts);
    this.charts = wanted.map((indicators, i) => new Chart(this.chartHosts[i].lastElementChild as HTMLElement, indicators, this.colours, this.format, [texts.without, texts.with]));
  }

  /** The latest values in words, for those who do not see the picture. */
  private sayValues(host: HTMLElement, indicators: string[], series: Float64Array[]): void {
    const last = (arm: number, id: string) => column(series[Math.min(arm, series.length - 1)], indexOf(id)).at(-1) ?? NaN;
    const texts = indicators.map((id) => {
      const { digits } = INDICATORS[indexOf(id)];
      const [a, b] = [last(0, id), last(1, id)].map((value) => this.format.number(value, digits));
      return series.length < 2 ? a : `${a} → ${b}`;
    });
    host.querySelector(".values")!.textContent = texts.join("  ·  ");
  }

  private showFlows(frame: Frame): void {
    this.flowsAt = performance.now();
    const isBoth = frame.arms.length > 1;
    drawFlows(get("flows"), movesOf(frame.arms[frame.arms.length - 1].flows, this.opened.statuses), this.texts, this.format, this.isDark, isBoth ? this.texts.with : this.texts.without);
  }

  showResults(frame: Frame | null, rows: Row[], pairs: Pair[], wanted: number): void {
    if (frame === null) return;
    const { texts, format } = this;
    this.pairs = pairs;
    get("pair-state").textContent = wanted > 0 ? fill(texts.bandWait, { done: pairs.length, of: wanted }) : "";
    const months = frame.months.length;
    if (months === 0) return;
    get("results-lead").textContent = fill(texts.resultsLead, { date: format.date(frame.months[months - 1][1]) });
    const isCompared = frame.arms.length > 1;
    const head = [texts.figure, texts.without, texts.with, texts.difference, pairs.length === 0 ? texts.luck : fill(texts.band, { count: pairs.length }), texts.sign]
      .map((text, i) => h("th", { scope: "col", class: (i === 0 ? "" : "number") + (i === 5 ? " optional-column" : "") }, text));
    get("results").replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows.map((row) => this.resultRow(row, frame, isCompared)))));
    this.showDifference(frame);
  }

  private resultRow(row: Row, frame: Frame, isCompared: boolean): HTMLElement {
    const { texts, format } = this;
    const { digits, unit } = INDICATORS[indexOf(row.id)];
    const number = (text: string, more = "") => h("td", { class: "number" + more }, text);
    const pick = h("button", { type: "button", class: "pick", id: `figure-${row.id}`, "aria-pressed": row.id === this.figure ? "true" : "false", click: () => this.pick(row.id, frame) }, figureName(INDICATORS[indexOf(row.id)], texts, format.language));
    const band = row.band === null || !isCompared ? ["", ""] : [`${format.signed(row.band.low, digits)} … ${format.signed(row.band.high, digits)}`, fill(texts.signOf, { count: row.band.same, of: row.band.count })];
    return h("tr", { class: row.id === this.figure ? "chosen" : "" }, h("th", { scope: "row" }, pick, ` (${texts.units[unit]})`),
      number(format.number(row.without, digits)), number(format.number(row.with, digits)), number(isCompared ? format.signed(row.difference, digits) : ""), number(band[0]), number(band[1], " optional-column"));
  }

  private pick(id: string, frame: Frame): void {
    this.figure = id;
    get("results").querySelectorAll("tbody tr").forEach((row) => {
      const button = row.querySelector("button")!;
      const isChosen = button.id === `figure-${id}`;
      row.classList.toggle("chosen", isChosen);
      button.setAttribute("aria-pressed", String(isChosen));
    });
    this.difference?.destroy();
    this.difference = null;
    this.showDifference(frame);
  }

  private showDifference(frame: Frame): void {
    const { texts } = this;
    const { digits, unit } = INDICATORS[indexOf(this.figure)];
    this.difference ??= new DifferenceChart(get("difference"), digits, this.colours, this.format, { low: texts.luck, high: texts.luck, mean: texts.meanPair, pair: texts.thisPair });
    get("difference-title").textContent = `${fill(texts.differenceOver, { figure: figureName(INDICATORS[indexOf(this.figure)], texts, this.format.language) })} (${texts.units[unit]})`;
    const months = frame.months.map(([, last]) => (last + 1) * DAY_SECONDS);
    this.difference.show(months, linesOf(frame.arms.map((arm) => arm.series), months.length, this.pairs, indexOf(this.figure)), this.span(frame));
  }

  private parting([one, other]: Life[]): string {
    const day = partingOf(one, other);
    return day === null ? this.texts.lifeSame : fill(this.texts.lifeParts, { date: this.format.date(day) });
  }

  showLives(lives: Life[], day: number): void {
    const { texts, format, opened } = this;
    const known = lives.filter((life) => life !== undefined);
    if (known.length === 0) return;
    const names = [texts.without, texts.with];
    get("life").replaceChildren(h("p", {}, fill(texts.lifeNumber, { number: known[0].row }) + (known.length > 1 ? ". " + this.parting(known) : "")),
      h("div", { class: "lives" }, ...known.map((life) => lifeView(life, names[life.arm], day, opened.parameters.start, texts, format))));
  }
}
