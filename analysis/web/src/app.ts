// What the page does: keeps its state, moves the clock, asks the simulation, and shows what comes back.
import territories from "bundled:territories";

import { dateOf, dayOf, type Change, type ScenarioFile } from "./engine";
import { makeControls, otherParameters, type ControlsHost } from "./controls";
import { get, h, save } from "./dom";
import { linkOf, PAIRS, type State } from "./link";
import { Notebook } from "./notebook";
import { buildPage, type Actions } from "./page";
import { rowsOf, type Pair, type Row } from "./results";
import { changesOf, legalDate, legalValue } from "./settings";
import { Simulation, type Frame, type Opened } from "./simulation";
import { Format, TEXTS, fill, type Texts } from "./texts";
import type { Territory } from "./territory";
import { View } from "./view";
import { changeInWords, commandOf, experimentOf, worksheetOf } from "./sheet";
import type { Exercise } from "./lesson";
import type { Life } from "./protocol";

const MONTH = 30.4375;
const IDLE = 1200; // milliseconds without a new setting, before pairs are lived

export class App implements Actions {
  private texts: Texts = TEXTS.en;
  private format = new Format("en");
  private opened: Opened | null = null;
  private frame: Frame | null = null;
  private simulation: Simulation | null = null;
  private view: View | null = null;
  private pairList: Pair[] = [];
  private pairsWanted = 0;
  private lives: Life[] = [];
  private chosen: number | null = null;
  private exercise: Exercise | null = null;
  private readonly notebook = new Notebook();
  private readonly own: Territory[] = [];
  private speedNow = 2;
  private shown = "both";
  private themeNow = "auto";
  private playing = false;
  private isSettled = false;
  /** New settings have sent an arm back to the beginning; it is on its way to today. */
  private isReliving = false;
  private target = 0;
  private paused = 0;
  private clock = 0;
  private idle = 0;
  private written = "";
  private isPrinting = false;
  /** Parameters that were chosen beside those that the place offers. */
  private added: string[] = [];
  /** What a link wants of a place that is not here. */
  private awaited: State | null = null;

  constructor(private readonly root: HTMLElement, private state: State) {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.rebuild());
    let waiting = 0;
    window.addEventListener("resize", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => this.view?.layOut(), 150);
    });
    window.addEventListener("beforeprint", () => this.forPaper(true));
    window.addEventListener("afterprint", () => this.forPaper(false));
    this.settle();
    this.rebuild();
    this.open();
    requestAnimationFrame((now) => this.tick(now));
  }

  // --- state and link

  private get territoryNow(): Territory {
    return [...territories, ...this.own].find(({ scenario }) => scenario === this.state.territory) ?? territories[0];
  }

  /** The first place, where a link is of one that has to be opened first. */
  private settle(): void {
    const { scenario } = this.territoryNow;
    if (scenario === this.state.territory) return;
    this.awaited = structuredClone(this.state);
    this.state.territory = scenario;
  }

  private arms(): [Change[], Change[]] {
    const { parameters } = this.opened!;
    return [changesOf(parameters, this.state.without), changesOf(parameters, this.state.with)];
  }

  /** A link was opened while the page is here. */
  follow(state: State): void {
    if (linkOf(state) === this.written) return;
    const isOther = state.territory !== this.state.territory || state.seed !== this.state.seed;
    this.state = state;
    this.awaited = null;
    this.settle();
    if (isOther) this.open();
    else if (this.isSettled) this.begin();
    this.rebuild();
  }

  private write(): void {
    const day = this.playing || this.frame === null ? null : dateOf(this.frame.day);
    this.written = linkOf({ ...this.state, day });
    try {
      history.replaceState(null, "", this.written);
    } catch {
      // a page without an address of its own has no link
    }
    const link = get<HTMLAnchorElement>("link");
    link.href = this.written;
    link.textContent = this.written;
    this.writeCommands();
  }

  private writeCommands(): void {
    if (this.opened === null) return;
    const { scenario } = this.territoryNow;
    const until = this.frame?.day ?? this.opened.lessonEnd;
    get("command").textContent = commandOf(scenario, this.state.seed, dateOf(until), this.arms());
    const experiment = experimentOf(this.opened.parameters.title, scenario, this.state.seed, dateOf(Math.max(until, this.opened.lessonEnd)), this.arms(), this.state.language);
    get("experiment").textContent = experiment;
    get("experiment-part").hidden = experiment === "";
  }

  // --- the simulation

  private open(): void {
    this.simulation?.end();
    this.opened = this.frame = null;
    this.pairList = [];
    this.lives = [];
    this.playing = this.isSettled = false;
    clearTimeout(this.idle);
    this.simulation = new Simulation(this.territoryNow.file, this.state.seed, {
      opened: (opened) => {
        this.opened = opened;
        this.clean();
        this.attach();
        this.showComparison();
      },
      settled: () => {
        this.isSettled = true;
        this.begin();
      },
      frame: (frame, done) => this.show(frame, done),
      life: (life) => {
        this.lives[life.arm] = life;
        this.showLives();
      },
      series: (arm, csv) => save(`bassin_${this.state.territory}_${arm === 0 ? "without" : "with"}.csv`, "text/csv", csv),
      pairs: (pairs, wanted) => {
        this.pairList = pairs;
        this.pairsWanted = wanted;
        if (!this.isReliving) this.view?.showResults(this.frame, this.rows(), this.pairList, wanted);
      },
      failed: (text) => this.say(fill(this.texts.failed, { text }), true),
    });
  }

  /** Settings that this place does not have are left out. */
  private clean(): void {
    const { parameters } = this.opened!;
    for (const settings of [this.state.without, this.state.with]) {
      for (const [path, { value, date }] of Object.entries(settings)) {
        const parameter = parameters.parameters.find((each) => each.path === path);
        if (parameter === undefined || !legalValue(parameter, value) || !legalDate(parameters, date, parameters.end)) delete settings[path];
      }
    }
  }

  /** At the first day, playing; or paused at the day of a link. */
  private begin(): void {
    const { parameters } = this.opened!;
    const day = this.state.day === null ? parameters.start : Math.min(parameters.end, Math.max(parameters.start, dayOf(this.state.day)));
    this.playing = this.state.day === null;
    this.target = day;
    this.paused = this.opened!.lessonEnd;
    this.simulation!.forgetPairs();
    this.simulation!.advance(this.arms(), day);
    this.soonPairs();
    this.showPlaying();
  }

  private show(frame: Frame, done: boolean): void {
    this.isReliving = this.isReliving && !done;
    this.frame = frame;
    if (this.view === null) return;
    this.view.show(frame, done, this.isReliving);
    if (performance.getEntriesByName("first-picture").length === 0) performance.mark("first-picture");
    if (!this.isReliving) this.view.showResults(frame, this.rows(), this.pairList, this.pairsWanted);
    get("today").textContent = this.format.date(frame.day);
    get("memory").textContent = fill(this.texts.memory, { mb: (this.simulation!.bytes / 1e6).toFixed(0) });
    if (!this.isSettled) this.say(fill(this.texts.opening, { date: this.format.date(frame.day) }));
    else if (this.isReliving) this.say(fill(this.texts.lagging, { date: this.format.date(frame.day) }));
    else if (done) this.say(this.ended());
    if (done && !this.playing) {
      this.write();
      this.askLives();
    }
  }

  private ended(): string {
    const { parameters, lessonEnd } = this.opened!;
    if (this.frame!.day >= parameters.end) return this.texts.atEnd;
    const years = Math.round((lessonEnd - parameters.start) / 365.25);
    return this.frame!.day === lessonEnd && !this.playing ? fill(this.texts.over, { years }) : "";
  }

  private tick(now: number): void {
    requestAnimationFrame((next) => this.tick(next));
    const seconds = Math.min(0.1, (now - this.clock) / 1000);
    this.clock = now;
    if (!this.playing || this.opened === null || !this.isSettled || this.simulation!.isBusy) return;
    const limit = this.target < this.paused ? this.paused : this.opened.parameters.end;
    this.target = Math.min(limit, this.target + seconds * this.speedNow * MONTH);
    if (this.target >= limit) this.setPlaying(false);
    if (Math.floor(this.target) > (this.frame?.day ?? 0) || !this.playing) this.simulation!.advance(this.arms(), Math.floor(this.target));
  }

  private setPlaying(playing: boolean): void {
    this.playing = playing;
    this.showPlaying();
    this.write();
    if (!playing) this.askLives();
  }

  private showPlaying(): void {
    get("play").textContent = this.playing ? this.texts.pause : this.texts.play;
  }

  /** New settings: the past is lived again up to today, and pairs are begun anew a moment later. */
  private changed(): void {
    if (this.opened === null || !this.isSettled) return;
    this.isReliving = true;
    this.simulation!.forgetPairs();
    this.simulation!.advance(this.arms(), Math.floor(this.target));
    this.soonPairs();
    this.showComparison();
    this.write();
  }

  private soonPairs(): void {
    clearTimeout(this.idle);
    const [without, withThem] = this.arms();
    const isSmall = this.opened!.sample.people <= 20000;
    if (isSmall && this.state.pairs > 0 && JSON.stringify(without) !== JSON.stringify(withThem)) this.idle = window.setTimeout(() => this.livePairs(this.state.pairs), IDLE);
  }

  private rows(): Row[] {
    return this.frame === null ? [] : rowsOf(this.frame.arms.map((arm) => arm.series), this.frame.months.length, this.pairList);
  }

  // --- what is shown

  private get isDark(): boolean {
    const wanted = this.themeNow === "dark" || (this.themeNow === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    return wanted && !this.isPrinting;
  }

  /** Paper is white, and gets the worksheet. */
  private forPaper(isPrinting: boolean): void {
    this.isPrinting = isPrinting;
    this.rebuild();
  }

  private showWorksheet(): void {
    const place = this.territoryNow[this.state.language];
    get("worksheet").replaceChildren(worksheetOf(this.texts, this.format, place, location.href, this.exercise, this.opened === null ? [] : this.arms()[1]));
  }

  /** Builds the page anew: another language, place or look. */
  private rebuild(): void {
    const focused = document.activeElement?.id ?? "";
    this.texts = TEXTS[this.state.language];
    this.format = new Format(this.state.language);
    document.documentElement.toggleAttribute("data-dark", this.isDark);
    this.view?.destroy();
    buildPage(this.root, this.texts, { territory: this.state.territory, language: this.state.language, theme: this.themeNow, speed: this.speedNow, seed: this.state.seed, shown: this.shown }, this);
    this.view = null;
    this.attach();
    if (this.isPrinting) this.showWorksheet(); // printing may change the colours, which builds the page anew
    this.showPlaying();
    this.showComparison();
    this.showLives();
    get("place-note").textContent = this.awaited === null ? "" : fill(this.texts.placeUnknown, { place: this.awaited.territory });
    get("kept").textContent = fill(this.texts.kept, { count: this.notebook.count });
    if (focused !== "") document.getElementById(focused)?.focus();
    this.write();
  }

  /** Puts the simulation into the page as it is built. */
  private attach(): void {
    if (this.opened === null) return;
    this.view = new View(this.opened, this.texts, this.format, this.isDark, (person) => this.choose(person));
    this.view.arrange(this.shown);
    this.makeControls();
    if (this.frame !== null) this.show(this.frame, true);
  }

  private makeControls(): void {
    const { sliders, absent } = this.territoryNow;
    const host: ControlsHost = {
      parameters: this.opened!.parameters, sliders, absent, added: this.added, settings: this.state.with, texts: this.texts,
      format: this.format, last: this.opened!.parameters.end, changed: () => this.changed(),
    };
    get("controls").replaceChildren(makeControls(host));
    const others = otherParameters(host).map((parameter) => h("option", { value: parameter.path, title: parameter.text }, parameter.path));
    get("more-sliders").replaceChildren(h("option", { value: "" }, this.texts.choosePlease), ...others);
  }

  private showComparison(): void {
    const changes = this.opened === null ? [] : this.arms()[0];
    get("comparison").textContent = changes.length === 0 ? "" : `${this.texts.comparisonIs} ${changes.map((change) => changeInWords(change, this.texts, this.format)).join(", ")}`;
  }

  private say(text: string, isBad = false): void {
    const state = get("state");
    if (state.textContent === text) return;
    state.textContent = text;
    state.classList.toggle("bad", isBad);
  }

  private choose(person: number): void {
    this.chosen = person;
    this.lives = [];
    this.view?.mark(person);
    this.askLives();
  }

  private askLives(): void {
    if (!this.isSettled || this.chosen === null || this.opened === null || this.frame === null) return;
    const row = this.opened.sample.rows[this.chosen];
    for (let arm = 0; arm < this.frame.arms.length; arm++) this.simulation!.askLife(arm, row);
    this.lives.length = Math.min(this.lives.length, this.frame.arms.length);
  }

  private showLives(): void {
    if (this.chosen !== null && this.opened !== null && this.lives.length > 0) this.view?.showLives(this.lives, this.frame!.day);
  }

  // --- what can be done

  territory(name: string): void {
    this.state = { ...this.state, territory: name, day: null, without: {}, with: {} };
    this.exercise = null;
    this.awaited = null;
    this.open();
    this.rebuild();
  }

  language(language: State["language"]): void {
    this.state.language = language;
    this.rebuild();
  }

  theme(theme: string): void {
    this.themeNow = theme;
    this.rebuild();
  }

  play(): void {
    if (this.isSettled) this.setPlaying(!this.playing);
  }

  step(days: number): void {
    if (this.opened === null || !this.isSettled) return;
    this.setPlaying(false);
    this.target = Math.min(this.opened.parameters.end, Math.floor(this.target) + days);
    this.simulation!.advance(this.arms(), this.target);
  }

  restart(): void {
    if (this.opened === null || !this.isSettled) return;
    this.target = this.opened.parameters.start;
    this.simulation!.advance(this.arms(), this.target);
    this.setPlaying(true);
  }

  toEnd(): void {
    if (this.opened === null || !this.isSettled) return;
    const { lessonEnd, parameters } = this.opened;
    this.target = this.target < lessonEnd ? lessonEnd : parameters.end;
    this.setPlaying(false);
    this.simulation!.advance(this.arms(), this.target);
  }

  speed(monthsPerSecond: number): void {
    this.speedNow = monthsPerSecond;
  }

  seed(seed: number): void {
    this.state = { ...this.state, seed, day: null };
    this.open();
    this.rebuild();
  }

  arrange(arms: string): void {
    this.shown = arms;
    this.view?.arrange(arms);
  }

  addSlider(path: string): void {
    if (this.opened === null || path === "") return;
    this.added.push(path);
    this.makeControls();
    document.getElementById("p-" + path.replace(/\./g, "-"))?.focus();
  }

  resetAll(): void {
    this.state = { ...this.state, without: {}, with: {} };
    this.exercise = null;
    if (this.opened === null) return;
    this.makeControls();
    this.changed();
  }

  keepAsComparison(): void {
    this.state.without = structuredClone(this.state.with);
    this.changed();
  }

  morePairs(): void {
    this.livePairs(PAIRS);
  }

  private livePairs(count: number): void {
    if (this.opened !== null && this.isSettled) this.simulation!.askPairs(this.arms(), Math.max(this.opened.lessonEnd, this.frame?.day ?? 0), count);
  }

  copyLink(): void {
    this.write();
    const done = () => { get("copied").textContent = this.texts.copied; };
    navigator.clipboard?.writeText(location.href).then(done, () => undefined);
  }

  keep(group: string): void {
    if (this.frame === null) return;
    this.write();
    this.notebook.keep(group, this.state.territory, this.state.seed, dateOf(this.frame.day), linkOf({ ...this.state, day: dateOf(this.frame.day) }), this.rows());
    get("kept").textContent = fill(this.texts.kept, { count: this.notebook.count });
  }

  saveClass(): void {
    save("bassin_results.csv", "text/csv", this.notebook.csv());
  }

  addClass(file: File): void {
    void file.text().then((text) => {
      const done = this.notebook.add(text);
      get("kept").textContent = done ? fill(this.texts.kept, { count: this.notebook.count }) : fill(this.texts.failed, { text: file.name });
    });
  }

  clearClass(): void {
    this.notebook.forget();
    get("kept").textContent = fill(this.texts.kept, { count: this.notebook.count });
  }

  saveSeries(arm: number): void {
    if (this.frame !== null) this.simulation!.askSeries(arm);
  }

  openScenario(file: File): void {
    void file.text().then((text) => {
      const scenario = JSON.parse(text) as ScenarioFile;
      if (scenario.model !== "labour_market" || scenario.groups === undefined) throw new Error(file.name);
      const name = file.name.replace(/\.json$/, "");
      this.own.push({ scenario: name, en: scenario.title, fr: scenario.title, sliders: scenario.sliders ?? territories[0].sliders, absent: [], file: scenario });
      const wanted = this.awaited?.territory === name ? this.awaited : null;
      this.awaited = null;
      this.state = wanted ?? { ...this.state, territory: name, day: null, without: {}, with: {} };
      this.exercise = null;
      this.open();
      this.rebuild();
    }).catch((error: Error) => this.say(fill(this.texts.failed, { text: error.message }), true));
  }

  setUp(exercise: Exercise): void {
    const isOther = exercise.territory !== this.state.territory;
    this.state = { ...this.state, territory: exercise.territory, day: null, without: {}, with: structuredClone(exercise.settings) };
    this.exercise = exercise;
    if (isOther) this.open();
    this.rebuild();
    if (!isOther && this.isSettled) this.begin();
    get("play").scrollIntoView({ block: "center" });
  }

  findPerson(row: number): void {
    const person = this.opened?.sample.rows.indexOf(row) ?? -1;
    if (person >= 0) this.choose(person);
  }

  print(): void {
    window.print();
  }
}
