// The report: what analysis/bassin/report.py has read from a result, as a page for people who read no code.
import { coloursNow, BandChart, DAY_SECONDS, DifferenceChart } from "../charts";
import { get, h } from "../dom";
import { drawFlows, movesOf } from "../flows";
import { isMoney, type Indicator } from "../indicators";
import { figureName, labelName, measureName, parameterName, sourceName, traitName } from "../names";
import { Format, TEXTS, fill, type Texts } from "../texts";
import type { Comparison, Compared, Data, PersonRow, Year } from "./data";
import { verdicts, type Verdict } from "./judge";
import { card, csvButton, grouped, strip, table } from "./parts";
import { REPORT_TEXTS, type ReportTexts } from "./texts";

const HEADLINES = ["unemployment", "employed", "cdi_share", "pay_low", "pay_median"];
const PICTURES = ["unemployment", "long_term", "employed", "cdi_share", "limited", "hires", "pay_low", "pay_median", "mini_jobs"];
const DAY = 86400000;
const MONTHS_A_YEAR = 12;

class Report {
  private readonly t: ReportTexts;
  private readonly texts: Texts;
  private readonly format: Format;
  /** Pictures, which are drawn again in other colours or for paper. */
  private readonly pictures: (() => void)[] = [];
  private isDark = matchMedia("(prefers-color-scheme: dark)").matches;

  constructor(private readonly data: Data) {
    this.t = REPORT_TEXTS[data.language];
    this.texts = TEXTS[data.language];
    this.format = new Format(data.language);
  }

  build(root: HTMLElement): void {
    const { t, data } = this;
    document.documentElement.lang = data.language;
    document.title = data.title;
    const theme = h("button", { type: "button", id: "theme", click: () => this.look(!this.isDark) }, t.theme);
    const print = h("button", { type: "button", id: "print", click: () => window.print() }, t.print);
    const { comparisons } = data;
    root.replaceChildren(
      h("header", {}, h("h1", {}, data.title), h("div", { class: "row tools" }, theme, print)),
      h("main", { class: "report" }, this.chapterTitle(t.question), this.opening(), ...(comparisons.length === 0 ? this.alone() : comparisons.flatMap((one, i) => this.chapter(one, i))),
        this.chapterTitle(t.belief), this.score(), this.limits(), this.settings(), this.provenance()));
    this.look(this.isDark);
    this.listen();
  }

  // --- look

  private look(isDark: boolean): void {
    this.isDark = isDark;
    document.documentElement.toggleAttribute("data-dark", isDark);
    this.pictures.forEach((draw) => draw());
  }

  /** Paper is white and narrow. */
  private listen(): void {
    const root = document.documentElement;
    let wasDark = this.isDark;
    window.addEventListener("beforeprint", () => {
      wasDark = this.isDark;
      root.toggleAttribute("data-paper", true);
      this.look(false);
    });
    window.addEventListener("afterprint", () => {
      root.toggleAttribute("data-paper", false);
      this.look(wasDark);
    });
    let waiting = 0;
    window.addEventListener("resize", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => root.hasAttribute("data-paper") || this.look(this.isDark), 150);
    });
  }

  private draw(host: HTMLElement, draw: () => void): void {
    this.pictures.push(() => {
      host.replaceChildren();
      draw();
    });
  }

  // --- words

  private name(indicator: Indicator): string {
    return figureName(indicator, this.texts, this.data.language);
  }

  private title(indicator: Indicator): string {
    return `${this.name(indicator)} (${this.texts.units[indicator.unit]})`;
  }

  /** Values of parameters, with as many places as the longest of them. */
  private values(...texts: string[]): string[] {
    const digits = Math.min(4, Math.max(...texts.map((text) => (text.split(".")[1] ?? "").length)));
    const words: Record<string, string> = { true: this.texts.on, false: this.texts.off };
    return texts.map((text) => words[text] ?? (text === "" || Number.isNaN(Number(text)) ? text : this.format.number(Number(text), digits)));
  }

  private parameter({ path, text, unit }: { path: string; text: string; unit: string }): { label: string; text: string; unit: string } {
    return parameterName({ path, group: "", name: "", type: "", value: "", unit, text, source: "", min: 0, max: 0 }, this.data.language);
  }

  private between(low: number | null, high: number | null, digits: number): string {
    return low === null || high === null ? "" : `${this.format.signed(low, digits)} … ${this.format.signed(high, digits)}`;
  }

  private badge(verdict: Verdict): HTMLElement {
    return h("span", { class: `verdict ${verdict}` }, this.t.verdicts[verdict]);
  }

  // --- what is asked

  private opening(): HTMLElement {
    const { t, texts, data, format } = this;
    const { arms, comparisons } = data;
    const isCompared = comparisons.length > 0;
    const pairs = Math.max(0, ...comparisons.flatMap(({ figures }) => Object.values(figures).map(({ year }) => year?.pairs ?? 0)));
    const alone = data.replicates > 1 ? fill(t.severalRuns, { count: data.replicates }) : t.one;
    const question = data.story !== "" ? data.story : isCompared ? fill(t.noQuestion, { title: data.title }) : "";
    const listed = arms.map(({ name, text, placebo }) => h("li", {}, h("strong", {}, name), texts.colon, placebo ? t.placeboArm : comparisons.some(({ arm }) => arm === name) ? this.armInWords(name) : text === "" ? t.baseArm : text));
    const missing = data.members - data.members_done;
    return card(t.asked, "question", question === "" ? null : h("p", { class: "lead-text" }, question),
      isCompared ? h("p", {}, t.arms) : h("p", { class: "state bad" }, alone), isCompared ? h("ul", {}, ...listed) : null, isCompared ? h("p", {}, t.sameLuck) : null,
      h("p", { class: "note" }, fill(isCompared ? t.days : t.daysAlone, { from: format.date(data.start), to: format.date(data.end - 1), count: isCompared ? pairs : data.replicates })),
      missing === 0 ? null : h("p", { class: "state bad" }, fill(t.missing, { count: missing, of: data.members })));
  }

  /** What the experiment says of an arm, else what it changes. */
  private armInWords(name: string): string {
    const text = this.data.arms.find((arm) => arm.name === name)?.text ?? "";
    const changes = this.data.comparisons.find(({ arm }) => arm === name)?.changed ?? [];
    const said = changes.map((row) => {
      const { label, unit } = this.parameter(row);
      return `${label}${this.texts.colon}${this.values(row.with)[0]} ${unit}`.trim() + (row.date === null ? "" : ` (${this.texts.from} ${this.day(row.date)})`);
    });
    return text !== "" ? text : said.length > 0 && said.length < 5 ? said.join("; ") : name;
  }

  private day(date: string): string {
    return this.format.date(Date.parse(date + "T00:00:00Z") / DAY);
  }

  private chapterTitle(text: string): HTMLElement {
    return h("h2", { class: "chapter" }, text);
  }

  // --- an arm

  private chapter(one: Comparison, number: number): HTMLElement[] {
    const { data } = this;
    const suffix = data.comparisons.length === 1 ? "" : `-${number + 1}`;
    const base = data.arms[0].text;
    const judged = verdicts(one.figures);
    return [
      this.chapterTitle(this.armInWords(one.arm)),
      h("p", { class: "note" }, base === "" ? "" : fill(this.t.baseline, { text: base })),
      this.headline(one, judged, suffix), this.changes(one, suffix), this.results(one, judged, suffix), this.over(one, suffix), this.flows(one, suffix), this.winners(one, suffix), this.accounts(one, judged, suffix),
    ];
  }

  private changes(one: Comparison, suffix: string): HTMLElement {
    const { t, texts } = this;
    const rows = one.changed.map((row) => {
      const named = this.parameter(row);
      const unit = named.unit === "" ? "" : ` (${named.unit})`;
      return [named.label + unit, named.text, ...this.values(row.without, row.with), row.date === null ? t.always : this.day(row.date), sourceName(row.source, this.data.language)];
    });
    return card(t.changes, "changes" + suffix, rows.length === 0 ? h("p", {}, t.changesNone) : table(t.changes, [t.path, t.meaning, texts.without, texts.with, t.date, t.source], rows, [2, 3]));
  }

  private certainty(year: Year, { digits, unit }: Indicator): string {
    const { t, format } = this;
    const { higher, lower, mean, low, high, pairs } = year;
    if (low === null || high === null) return "";
    if (higher + lower === 0) return fill(t.equal, { count: pairs });
    const isUp = mean >= 0;
    return fill(t.certain, { same: isUp ? higher : lower, count: pairs, way: isUp ? t.higher : t.lower, mean: format.signed(mean, digits), unit: t.unitsOfChange[unit], low: format.signed(low, digits), high: format.signed(high, digits) });
  }

  private headline(one: Comparison, judged: Record<string, Verdict>, suffix: string): HTMLElement {
    const { t, texts, format, data } = this;
    const wanted = data.indicators.filter((indicator) => HEADLINES.includes(indicator.id) || isMoney(indicator));
    const items = wanted.flatMap((indicator) => {
      const year = one.figures[indicator.id]?.year;
      if (!year) return [];
      const { digits, unit } = indicator;
      const sentence = fill(t.sentence, { figure: this.name(indicator), without: format.number(year.without, digits), with: format.number(year.with, digits), unit: texts.units[unit] });
      const differences = year.runs[0].map((value, i) => (year.runs[1][i] ?? 0) - (value ?? 0));
      const item = h("li", {}, h("strong", {}, sentence), " ", this.badge(judged[indicator.id]), h("br"), this.certainty(year, indicator));
      if (year.pairs > 1) item.append(h("br"), strip(differences));
      return [item];
    });
    const pairs = Math.max(0, ...Object.values(one.figures).map(({ year }) => year?.pairs ?? 0));
    const warning = pairs === 1 ? t.onePair : pairs < 5 ? fill(t.fewPairs, { count: pairs }) : "";
    return card(t.headline, "headline" + suffix, warning === "" ? null : h("p", { class: "state bad" }, warning), h("ul", { class: "headlines" }, ...items), pairs > 1 ? h("p", { class: "note" }, t.strip) : null);
  }

  private results(one: Comparison, judged: Record<string, Verdict>, suffix: string): HTMLElement {
    const { t, texts, format, data } = this;
    const figures = data.indicators.flatMap((indicator) => {
      const figure = one.figures[indicator.id];
      return figure?.year ? [{ indicator, figure, year: figure.year }] : [];
    });
    const hasPlacebo = figures.some(({ figure }) => figure.placebo);
    const pairs = Math.max(0, ...figures.map(({ year }) => year.pairs));
    const head = [texts.figure, texts.without, texts.with, texts.difference, t.verdict, fill(texts.band, { count: pairs }), t.higherIn, ...(hasPlacebo ? [t.placebo] : [])];
    const rows = figures.map(({ indicator, figure, year }) => {
      const { digits } = indicator;
      const chance = figure.placebo ? this.between(figure.placebo.low, figure.placebo.high, digits) : "";
      return [this.title(indicator), format.number(year.without, digits), format.number(year.with, digits), format.signed(year.mean, digits), this.badge(judged[indicator.id]), this.between(year.low, year.high, digits),
        fill(texts.signOf, { count: year.higher, of: year.pairs }), ...(hasPlacebo ? [chance] : [])];
    });
    const plain = () => figures.map(({ indicator, figure, year }) => [indicator.id, indicator.unit, year.without, year.with, year.mean, year.low, year.high, year.higher, year.lower, year.pairs, judged[indicator.id], figure.placebo?.mean ?? null, figure.placebo?.low ?? null, figure.placebo?.high ?? null]);
    const each = () => figures.flatMap(({ indicator, year }) => year.runs[0].map((value, i) => [indicator.id, i + 1, value, year.runs[1][i]]));
    return card(t.results, "results" + suffix, h("p", { class: "note" }, fill(t.resultsLead, { date: this.lastDay(), count: pairs })), table(t.results, head, rows, [1, 2, 3, 5, 6, 7]),
      h("p", { class: "note" }, t.verdictWhat),
      h("div", { class: "row" }, csvButton(t.csv, t.results, "results" + suffix, ["figure", "unit", "without", "with", "difference", "low", "high", "higher", "lower", "pairs", "verdict", "placebo_difference", "placebo_low", "placebo_high"], plain),
        csvButton(t.pairsCsv, t.results, "pairs" + suffix, ["figure", "pair", "without", "with"], each)));
  }

  private lastDay(): string {
    return this.format.date(this.data.months[this.data.months.length - 1][1]);
  }

  // --- pictures

  /** Both arms, and below them the difference. */
  private picture(indicator: Indicator, figure: Compared | null, suffix: string): HTMLElement {
    const { texts, data, format, t } = this;
    const { id, digits } = indicator;
    const title = this.title(indicator);
    const months = data.months.map(([, last]) => (last + 1) * DAY_SECONDS);
    const span: [number, number] = [data.start * DAY_SECONDS, data.end * DAY_SECONDS];
    const arms = [data.base[id], figure?.with].flatMap((band) => (band ? [band] : []));
    const ends = figure?.year ? `${texts.colon}${format.number(figure.year.without, digits)} ${texts.without}, ${format.number(figure.year.with, digits)} ${texts.with}` : "";
    const lines = h("div", { role: "img", "aria-label": title + ends });
    this.draw(lines, () => new BandChart(lines, digits, coloursNow(), format, months, arms, span));
    const gap = figure?.difference ?? null;
    const parts: HTMLElement[] = [];
    if (gap !== null) {
      const nothing = data.months.map(() => null);
      const difference = h("div", { role: "img", "aria-label": texts.difference + texts.colon + title });
      this.draw(difference, () => new DifferenceChart(difference, digits, coloursNow(), format, { low: texts.luck, high: texts.luck, mean: texts.meanPair, pair: texts.thisPair })
        .show(months, { low: gap.low ?? nothing, high: gap.high ?? nothing, mean: gap.mean, pair: nothing }, span));
      parts.push(h("h5", {}, texts.difference), difference);
    }
    const columns = [...arms, ...(gap === null ? [] : [gap])];
    const head = ["without", "with", "difference"].slice(0, columns.length).flatMap((name) => [name, `${name}_low`, `${name}_high`]);
    const rows = () => data.months.map(([, last], m) => [new Date(last * DAY).toISOString().slice(0, 10), ...columns.flatMap(({ mean, low, high }) => [mean[m], low?.[m] ?? null, high?.[m] ?? null])]);
    return h("div", { class: "chart" }, h("h4", {}, title), lines, ...parts, csvButton(t.csv, title, id + suffix, ["month", ...head], rows));
  }

  private pictured(): Indicator[] {
    return this.data.indicators.filter((indicator) => PICTURES.includes(indicator.id) || isMoney(indicator) || indicator.text !== undefined);
  }

  private over(one: Comparison, suffix: string): HTMLElement {
    const { t } = this;
    const keys = h("p", {}, h("span", { class: "key without" }, t.withoutKey), h("span", { class: "key" }, t.withKey), h("span", { class: "key band" }, t.bandKey));
    return card(t.over, "over" + suffix, h("p", { class: "note" }, t.overLead), keys, h("div", { class: "pictures" }, ...this.pictured().map((indicator) => this.picture(indicator, one.figures[indicator.id], suffix))));
  }

  private flowPicture(flows: number[][], arm: string, name: string): HTMLElement {
    const { t, texts, data, format } = this;
    const host = h("div", {});
    const moves = movesOf(Float64Array.from(flows.flat()), data.statuses);
    this.draw(host, () => drawFlows(host, moves, texts, format, this.isDark, arm));
    return h("div", {}, host, csvButton(t.csv, `${t.flows}, ${arm}`, name, ["from", "to", "moves"], () => moves.map(({ from, to, people }) => [from, to, people])));
  }

  private flows(one: Comparison, suffix: string): HTMLElement {
    const { t, data } = this;
    const arms: [number[][] | null, string, string][] = [[data.flows, t.withoutKey, "flows_without"], [one.flows, t.withKey, "flows_with" + suffix]];
    const pictures = arms.flatMap(([flows, arm, name]) => (flows === null ? [] : [h("h4", {}, arm), this.flowPicture(flows, arm, name)]));
    return card(t.flows, "flows" + suffix, ...pictures);
  }

  // --- who gains, who loses

  private personVerdict(finding: string): Verdict {
    return finding === "effect" ? "clear" : finding === "identical" || finding === "constant" ? "same" : finding === "none" ? "few" : "unclear";
  }

  private personRow(row: PersonRow, hasPlacebo: boolean): (string | HTMLElement)[] {
    const { format } = this;
    const scale = row.figure === "paid" ? 1 / MONTHS_A_YEAR : 1;
    const digits = row.figure === "paid" ? 0 : 1;
    const number = (value: number | null) => (value === null ? NaN : value * scale);
    const ends = (low: number | null, high: number | null) => this.between(low === null ? null : low * scale, high === null ? null : high * scale, digits);
    return [format.number(number(row.baseline_mean), digits), format.signed(number(row.difference), digits), this.badge(this.personVerdict(row.finding)), ends(row.low, row.high),
      ...(hasPlacebo ? [ends(row.placebo_low, row.placebo_high)] : [])];
  }

  /** One table for a figure: groups of one trait after those of another. */
  private personTable(rows: PersonRow[], figure: PersonRow["figure"]): HTMLElement {
    const { t, texts, data, format } = this;
    const hasPlacebo = rows.some(({ placebo_low }) => placebo_low !== null);
    const label = (group: string) => (group.includes(": ") ? labelName(group.split(": ").slice(1).join(": "), data.language) : traitName(group, data.language));
    const head = [t.group, t.people, texts.without, t.change, t.verdict, "95 %", ...(hasPlacebo ? [t.placebo] : [])];
    const traits = [...new Set(rows.map(({ group }) => group.split(": ")[0]))];
    const parts = traits.map((trait) => ({
      title: trait === rows[0].group ? "" : traitName(trait, data.language),
      rows: rows.filter(({ group }) => group.split(": ")[0] === trait).map((row) => [label(row.group), format.number(row.persons, 0), ...this.personRow(row, hasPlacebo)]),
    }));
    return grouped(t.figures[figure], head, parts, [1, 2, 3, 5, 6]);
  }

  private winners(one: Comparison, suffix: string): HTMLElement {
    const { t } = this;
    const { none, rows } = one.persons;
    if (rows.length === 0) return card(t.winners, "winners" + suffix, h("p", {}, fill(t.winnersNone, { why: none })));
    const figures = Object.keys(t.figures) as PersonRow["figure"][];
    const parts = figures.flatMap((figure) => {
      const own = rows.filter((row) => row.figure === figure);
      return own.length === 0 ? [] : [h("h4", {}, t.figures[figure]), this.personTable(own, figure)];
    });
    const lead = fill(t.winnersLead, { date: this.day(rows[0].known_on), count: rows[0].pairs });
    const keys = ["figure", "group", "persons", "pairs", "baseline_mean", "difference", "low", "high", "finding", "placebo_difference", "placebo_low", "placebo_high"] as const;
    return card(t.winners, "winners" + suffix, h("p", { class: "note" }, lead + (rows.some(({ placebo_low }) => placebo_low !== null) ? " " + t.winnersPlacebo : "")), h("p", { class: "note" }, t.winnersWhat), ...parts,
      csvButton(t.csv, t.winners, "winners" + suffix, [...keys], () => rows.map((row) => keys.map((key) => row[key]))));
  }

  // --- money

  private accounts(one: Comparison, judged: Record<string, Verdict>, suffix: string): HTMLElement {
    const { t, texts, format, data } = this;
    const rows = data.indicators.filter(isMoney).flatMap((indicator) => {
      const year = one.figures[indicator.id]?.year;
      if (!year) return [];
      return [[this.name(indicator), format.number(year.without, 1), format.number(year.with, 1), format.signed(year.mean, 1), this.badge(judged[indicator.id]), this.between(year.low, year.high, 1)]];
    });
    if (rows.length === 0) return card(t.accounts, "accounts" + suffix, h("p", {}, t.accountsNone));
    return card(t.accounts, "accounts" + suffix, h("p", { class: "note" }, t.accountsLead), table(t.accounts, [texts.figure, texts.without, texts.with, texts.difference, t.verdict, texts.luck], rows, [1, 2, 3, 5]));
  }

  // --- one arm alone

  private alone(): HTMLElement[] {
    const { t, texts, format, data } = this;
    const rows = data.indicators.map((indicator) => [this.title(indicator), format.number(data.base_year[indicator.id] ?? NaN, indicator.digits)]);
    const flows = data.flows === null ? [] : [card(t.flows, "flows", this.flowPicture(data.flows, t.run, "flows"))];
    return [
      this.chapterTitle(t.happened),
      card(t.results, "results", h("p", { class: "note" }, fill(t.resultsAlone, { date: this.lastDay(), count: data.replicates })), table(t.results, [texts.figure, t.simulated], rows, [1]),
        csvButton(t.csv, t.results, "results", ["figure", "unit", "value"], () => data.indicators.map(({ id, unit }) => [id, unit, data.base_year[id]]))),
      card(t.over, "over", h("p", { class: "note" }, t.overAlone), h("div", { class: "pictures" }, ...this.pictured().map((indicator) => this.picture(indicator, null, "")))),
      ...flows,
    ];
  }

  // --- how far to believe it

  private score(): HTMLElement {
    const { t, data, format, texts } = this;
    if (data.score.length === 0) return card(t.score, "score", h("p", {}, t.scoreNone));
    const number = (value: number | null) => (value === null ? "–" : format.number(value, Math.abs(value) < 10 ? 2 : Math.abs(value) < 1000 ? 1 : 0));
    const rows = data.score.map((score) => [measureName(score.measure, score.label, score.measure_unit, data.language), number(score.published), number(score.simulated), number(score.tolerance),
      h("span", { class: `verdict ${score.within ? "clear" : "missed"}` }, score.within ? t.yes : t.no), `${score.source}, ${score.territory} ${score.year}`]);
    const within = data.score.filter((score) => score.within).length;
    return card(t.score, "score", h("p", { class: "note" }, fill(t.scoreLead, { within, of: data.score.length })), table(t.score, [texts.figure, t.published, t.simulated, t.tolerance, t.within, t.source], rows, [1, 2, 3]),
      csvButton(t.csv, t.score, "score", ["measure", "unit", "published", "simulated", "tolerance", "within", "source", "territory", "year"],
        () => data.score.map((score) => [score.measure, score.measure_unit, score.published, score.simulated, score.tolerance, String(score.within), score.source, score.territory, score.year])));
  }

  private limits(): HTMLElement {
    return card(this.t.limits, "limits", h("ul", {}, ...this.t.limitsText.map((text) => h("li", {}, text))));
  }

  private settings(): HTMLElement | null {
    const { t, data } = this;
    const rows = data.settings.map((row) => {
      const named = this.parameter(row);
      return [named.label, named.text, `${this.values(row.value)[0]} ${named.unit}`, sourceName(row.source, data.language)];
    });
    return card(t.settings, "settings", h("p", { class: "note" }, t.settingsLead), table(t.settings, [t.path, t.meaning, t.value, t.source], rows, []));
  }

  private provenance(): HTMLElement {
    const { t, data } = this;
    const { origin } = data;
    const names = t.provenanceNames;
    const range = (seeds: number[]) => (seeds.length < 3 ? seeds.join(", ") : `${seeds[0]} … ${seeds[seeds.length - 1]}`);
    const rows: (string | HTMLElement)[][] = [[names.file, origin.file], [names.command_line, h("code", {}, origin.command_line)], [names.version, `bassin ${origin.version} (${origin.commit})`], [names.created, origin.created],
      [names.runs, fill(t.provenanceRuns, { done: data.members_done, all: data.members })], [names.seeds, range(origin.seeds)], [names.population, range(origin.population_seeds)],
      ...(origin.identity === "" ? [] : [[names.identity, h("code", {}, origin.identity)]])];
    return card(t.provenance, "provenance", table(t.provenance, [t.what, t.value], rows, []), h("p", { class: "note" }, t.again));
  }
}

const stored = (window as unknown as { bassin: Data | null }).bassin;
if (stored !== null) new Report(stored).build(get("app"));
