// The report: what analysis/report.py has read from results, as a page for people who read no code.
import { Chart, DAY_SECONDS, DifferenceChart, column, indexOf, type Colours } from "../charts";
import { csvLine, get, h, save } from "../dom";
import { drawFlows, movesOf } from "../flows";
import { INDICATORS, type IndicatorId } from "../indicators";
import { labelName, parameterName } from "../names";
import { isThere, linesOf, rowsOf, spread, type Pair, type Row } from "../results";
import { Format, TEXTS, fill, type Texts } from "../texts";
import { pairsOf, type Data, type Group } from "./data";
import { REPORT_TEXTS, type ReportTexts } from "./texts";

const HEADLINES: IndicatorId[] = ["unemployment", "employed", "cdi_share", "pay_low", "pay_median", "benefits"];
const PICTURES: IndicatorId[] = ["unemployment", "employed", "cdi_share", "limited", "pay_low", "benefits", "mini_jobs"];

class Report {
  private readonly t: ReportTexts;
  private readonly texts: Texts;
  private readonly format: Format;
  private readonly pairs: Pair[];
  private readonly rows: Row[];
  private readonly isCompared: boolean;
  private later: (() => void)[] = [];

  constructor(private readonly data: Data) {
    this.t = REPORT_TEXTS[data.language];
    this.texts = TEXTS[data.language];
    this.format = new Format(data.language);
    this.pairs = pairsOf(data);
    this.isCompared = data.pairs[0].length > 1;
    this.rows = rowsOf(this.pairs[0].series, data.months.length, this.isCompared ? this.pairs : []);
  }

  build(root: HTMLElement): void {
    const { t, data } = this;
    document.documentElement.lang = data.language;
    const question = fill(this.isCompared ? t.question : t.one, { title: data.title });
    document.title = question;
    root.replaceChildren(
      h("header", {}, h("h1", {}, question), h("button", { type: "button", id: "print", click: () => window.print() }, t.print)),
      h("main", { class: "report" }, ...[this.opening(), this.changes(), this.headline(), this.results(), this.over(), this.flows(), this.winners(), this.accounts(), this.score(), this.limits(), this.settings(), this.provenance()].filter((part) => part !== null)));
    this.later.forEach((each) => each());
  }

  private card(title: string, id: string, ...parts: (HTMLElement | string | null)[]): HTMLElement {
    return h("section", { class: "card", id, "aria-label": title }, h("h2", {}, title), ...parts);
  }

  private table(head: string[], rows: (string | HTMLElement)[][], numbers: number[]): HTMLElement {
    const style = (i: number): Record<string, string> => (numbers.includes(i) ? { class: "number" } : {});
    return h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": head[0] }, h("table", {},
      h("thead", {}, h("tr", {}, ...head.map((text, i) => h("th", { scope: "col", ...style(i) }, text)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell, i) => (i === 0 ? h("th", { scope: "row" }, cell) : h("td", style(i), cell))))))));
  }

  /** A button that saves a table of numbers. */
  private csv(name: string, head: string[], rows: (string | number)[][]): HTMLElement {
    return h("button", { type: "button", class: "small csv", click: () => save(`${name}.csv`, "text/csv", [head, ...rows].map(csvLine).join("")) }, this.t.csv);
  }

  private opening(): HTMLElement {
    const { t, data, format } = this;
    return h("section", { class: "card" }, h("p", {}, this.isCompared ? t.sameLuck : ""),
      h("p", {}, fill(t.days, { from: format.date(data.start), to: format.date(data.end - 1) })));
  }

  private named(path: string, text: string): { label: string; text: string; unit: string } {
    const named = parameterName({ path, group: "", name: "", type: "", value: "", unit: "1", text, source: "", min: 0, max: 0 }, this.data.language);
    return named.label === path ? { ...named, label: path } : named;
  }

  private changes(): HTMLElement | null {
    const { t, texts, data, format } = this;
    if (!this.isCompared) return null;
    const rows = data.changed.map((row) => {
      const named = this.named(row.path, row.text);
      return [named.label, named.text, row.without, row.with, row.date === null ? t.always : format.date(Date.parse(row.date + "T00:00:00Z") / 86400000), row.source];
    });
    return this.card(t.changes, "changes", this.table([t.path, t.meaning, texts.without, texts.with, t.date, t.source], rows, [2, 3]));
  }

  private certainty(row: Row): string {
    const { t, format } = this;
    const { digits } = INDICATORS[indexOf(row.id)];
    if (row.band === null) return "";
    const { low, high, mean, same, count } = row.band;
    return fill(t.certain, { same, count, way: mean >= 0 ? t.rises : t.falls, mean: format.signed(mean, digits), low: format.signed(low, digits), high: format.signed(high, digits) });
  }

  private headline(): HTMLElement | null {
    const { t, texts, format } = this;
    if (!this.isCompared) return null;
    const items = this.rows.filter((row) => HEADLINES.includes(row.id)).map((row) => {
      const { digits, unit } = INDICATORS[indexOf(row.id)];
      const sentence = fill(t.sentence, { figure: texts.indicators[row.id], without: format.number(row.without, digits), with: format.number(row.with, digits), unit: texts.units[unit] });
      return h("li", {}, h("strong", {}, sentence), " " + this.certainty(row));
    });
    const warning = this.pairs.length === 1 ? t.onePair : this.rows.some((row) => row.band !== null) ? "" : fill(t.fewPairs, { count: this.pairs.length });
    return this.card(t.headline, "headline", warning === "" ? null : h("p", { class: "state bad" }, warning), h("ul", {}, ...items));
  }

  private results(): HTMLElement {
    const { t, texts, format, data } = this;
    const head = this.isCompared ? [texts.figure, texts.without, texts.with, texts.difference, fill(texts.band, { count: this.pairs.length }), texts.sign] : [texts.figure, texts.without];
    const rows = this.rows.map((row) => {
      const { digits, unit } = INDICATORS[indexOf(row.id)];
      const name = `${texts.indicators[row.id]} (${texts.units[unit]})`;
      const band = row.band === null ? ["", ""] : [`${format.signed(row.band.low, digits)} … ${format.signed(row.band.high, digits)}`, fill(texts.signOf, { count: row.band.same, of: row.band.count })];
      return [name, format.number(row.without, digits), ...(this.isCompared ? [format.number(row.with, digits), format.signed(row.difference, digits), ...band] : [])];
    });
    const plain = this.rows.map((row) => [row.id, row.without, row.with, row.difference, row.band?.low ?? "", row.band?.high ?? "", row.band?.same ?? "", row.band?.count ?? ""]);
    return this.card(t.results, "results", h("p", { class: "note" }, fill(t.resultsLead, { date: format.date(data.months[data.months.length - 1][1]) })),
      this.table(head, rows, [1, 2, 3, 4, 5]), this.csv("results", ["figure", "without", "with", "difference", "low", "high", "same_direction", "pairs"], plain));
  }

  private get colours(): Colours {
    const style = getComputedStyle(document.documentElement);
    const read = (name: string) => style.getPropertyValue(name).trim();
    return { text: read("--text"), grid: read("--line"), without: read("--without"), with: read("--with"), band: read("--band") };
  }

  /** Both arms of the first pair, and below it the difference over all pairs. */
  private picture(id: IndicatorId): HTMLElement {
    const { texts, data, format } = this;
    const i = indexOf(id);
    const { digits, unit } = INDICATORS[i];
    const title = `${texts.indicators[id]} (${texts.units[unit]})`;
    const lines = h("div", { role: "img", "aria-label": title });
    const difference = h("div", { role: "img", "aria-label": `${texts.difference}: ${title}` });
    const months = data.months.map(([, last]) => (last + 1) * DAY_SECONDS);
    const span: [number, number] = [data.start * DAY_SECONDS, data.end * DAY_SECONDS];
    const arms = this.pairs[0].series;
    const spreadLines = linesOf(arms, months.length, this.pairs, i);
    this.later.push(() => {
      new Chart(lines, [id], this.colours, format, [texts.without, texts.with]).show(months, this.isCompared ? arms : [arms[0]], span);
      if (this.isCompared) new DifferenceChart(difference, digits, this.colours, format, { low: texts.luck, high: texts.luck, mean: texts.meanPair, pair: texts.thisPair }).show(months, spreadLines, span);
    });
    const rows = data.months.map(([, last], m) => [new Date(last * 86400000).toISOString().slice(0, 10), ...arms.map((series) => column(series, i)[m] ?? ""), spreadLines.low[m] ?? "", spreadLines.mean[m] ?? "", spreadLines.high[m] ?? ""]);
    return h("div", { class: "chart" }, h("h3", {}, title), lines, this.isCompared ? h("h4", {}, texts.difference) : null, difference,
      this.csv(id, ["month", "without", "with", "difference_low", "difference_mean", "difference_high"], rows));
  }

  private over(): HTMLElement {
    const { t, texts } = this;
    const wanted = PICTURES.filter((id) => isThere(this.pairs[0].series, indexOf(id), "optional" in INDICATORS[indexOf(id)]));
    const keys = this.isCompared ? h("p", {}, h("span", { class: "key without" }, texts.without), h("span", { class: "key" }, texts.with), h("span", { class: "key band" }, texts.luck), h("span", { class: "key thin" }, texts.thisPair)) : null;
    return this.card(t.over, "over", keys, h("div", { class: "pictures" }, ...wanted.map((id) => this.picture(id))));
  }

  private flows(): HTMLElement {
    const { t, texts, data, format } = this;
    const hosts = data.pairs[0].map((stored, arm) => {
      const host = h("div", {});
      const flows = Float64Array.from(stored.transitions ?? [], (value) => value ?? 0);
      this.later.push(() => drawFlows(host, movesOf(flows, data.dimensions.status), texts, format, false, arm === 0 ? texts.without : texts.with));
      return h("div", {}, this.isCompared ? h("h3", {}, arm === 0 ? t.withoutFlows : t.withFlows) : null, host);
    });
    return this.card(t.flows, "flows", ...hosts);
  }

  private groupName(group: Group): string {
    if (group.kind === "age") return fill(this.t.years, { label: group.label });
    if (group.kind === "sex") return group.label === "woman" ? this.texts.woman : this.texts.man;
    return labelName(group.label, this.data.language);
  }

  private effect(values: [number, number][], digits: number): string {
    const { mean, same, count } = spread(values.map(([a, b]) => b - a));
    return `${this.format.signed(mean, digits)} (${same}/${count})`;
  }

  private winners(): HTMLElement | null {
    const { t, data, format } = this;
    if (!this.isCompared) return null;
    if (data.winners === null) return this.card(t.winners, "winners", h("p", {}, t.winnersNone));
    const kinds = Object.keys(t.kinds) as Group["kind"][];
    const tables = kinds.map((kind) => {
      const groups = data.winners!.filter((group) => group.kind === kind);
      const rows = groups.map((group) => [this.groupName(group), format.number(group.people[0], 0), this.effect(group.work, 2), this.effect(group.pay, 0)]);
      return h("div", {}, h("h3", {}, t.kinds[kind]), this.table([t.group, t.people, t.work, t.pay], rows, [1, 2, 3]));
    });
    const plain = data.winners.flatMap((group) => group.work.map((work, pair) => [group.kind, group.label, pair + 1, group.people[pair], ...work, ...group.pay[pair]]));
    return this.card(t.winners, "winners", h("p", { class: "note" }, fill(t.winnersLead, { date: format.date(data.since), count: this.pairs.length })), h("div", { class: "lives" }, ...tables),
      this.csv("winners", ["kind", "group", "pair", "people", "work_without", "work_with", "pay_without", "pay_with"], plain));
  }

  private accounts(): HTMLElement {
    const { t, format } = this;
    const row = this.rows.find(({ id }) => id === "benefits");
    const text = fill(t.accountsText, { without: format.number(row?.without ?? 0, 1), with: format.number(row?.with ?? 0, 1) });
    return this.card(t.accounts, "accounts", h("p", {}, text), row === undefined ? null : h("p", {}, this.certainty(row)));
  }

  private score(): HTMLElement {
    const { t, data, format } = this;
    if (data.score.length === 0) return this.card(t.score, "score", h("p", {}, t.scoreNone));
    const number = (value: number | null) => (value === null ? "–" : format.number(value, Math.abs(value) < 10 ? 2 : 1));
    const rows = data.score.map((score) => [`${score.label} (${score.measure_unit})`, number(score.published), number(score.simulated), number(score.tolerance), score.within ? t.yes : t.no, `${score.source} ${score.year}`]);
    return this.card(t.score, "score", h("p", { class: "note" }, t.scoreLead), this.table([this.texts.figure, t.published, t.run, t.tolerance, t.within, t.source], rows, [1, 2, 3]));
  }

  private limits(): HTMLElement {
    return this.card(this.t.limits, "limits", h("ul", {}, ...this.t.limitsText.map((text) => h("li", {}, text))));
  }

  private settings(): HTMLElement | null {
    const { t, data } = this;
    if (data.settings.length === 0) return null;
    return this.card(t.settings, "settings", this.table([t.path, t.meaning, t.value, t.source], data.settings.map((row) => [row.parameter, row.meaning, `${row.value} ${row.unit === "1" ? "" : row.unit}`, row.source]), []));
  }

  private provenance(): HTMLElement {
    const { t, data } = this;
    const rows = data.runs.map((run) => [run.file, `${run.seed}, ${run.population_seed}`, `${run.version} (${run.commit})`, h("code", {}, run.command_line)]);
    return this.card(t.provenance, "provenance", this.table([t.file, t.seed, t.version, t.command], rows, []));
  }
}

const stored = (window as unknown as { bassin: Data | null }).bassin;
if (stored !== null) new Report(stored).build(get("app"));
