// The worker: holds the engine, lives two arms of one scenario from a shared past, and answers questions about them.
//
// It always works towards what was asked last. Work is cut into slices, so that a newer wish is heard soon.
import { dateOf, Engine, MONTHLY, Run, Scenario, type Outputs } from "./engine";
import { addDeclared, seriesOf } from "./indicators";
import { lifeOf } from "./life";
import type { Changes, Lived, Reply, Request, Sample } from "./protocol";

const SLICE = 25; // milliseconds
const FRAME = 120; // milliseconds between pictures of work that goes on
const MOST_DRAWN = 6000;
const YEARS = 10; // that a lesson can go on, from the first recorded day

type Port = { postMessage(message: Reply, transfer?: Transferable[]): void; onmessage: ((event: MessageEvent<Request>) => void) | null };
const port = self as unknown as Port;
const reply = (message: Reply, transfer: Transferable[] = []) => port.postMessage(message, transfer);

/** Lets messages in. A timer would wait four milliseconds when called again and again. */
const bell = new MessageChannel();
const breathe = () => new Promise<void>((resolve) => {
  bell.port1.onmessage = () => resolve();
  bell.port2.postMessage(null);
});

interface Arm {
  key: string;
  run: Run;
}

class Town {
  arms: Arm[] = [];
  wish: { arms: [Changes, Changes]; day: number } | null = null;
  /** Milliseconds spent on the present wish by the engine alone. */
  private spent = 0;
  working = false;
  private readonly columns: Record<string, Outputs["tables"][string]["columns"][number]>;

  private constructor(
    readonly scenario: Scenario,
    readonly lessonEnd: number,
    readonly origin: Run,
    readonly outputs: Outputs,
    readonly sample: Sample,
  ) {
    this.columns = Object.fromEntries(outputs.tables.people.columns.map((column) => [column.name, column]));
  }

  static async open(message: Request & { kind: "open" }): Promise<Town> {
    const engine = await Engine.load(message.wasm as BufferSource);
    const read = Scenario.read(engine, message.file);
    const { start, end } = read.parameters();
    const values: Record<string, string> = { "run.seed": String(message.seed) };
    values["run.end"] = dateOf(Math.max(end, start + Math.floor(YEARS * 365.25)));
    const scenario = read.with(values, []);
    read.free();
    const origin = Run.begin(scenario);
    const outputs = origin.outputs();
    addDeclared(outputs.outputs);
    return new Town(scenario, end, origin, outputs, drawn(origin, outputs));
  }

  /** From the first day to the first that is recorded, in view of all. */
  async settle(): Promise<void> {
    let shown = -Infinity;
    const show = () => {
      if (performance.now() - shown < FRAME) return;
      shown = performance.now();
      reply({ kind: "frame", day: this.origin.day, target: false, arms: [this.lived(this.origin)], months: [], spent: 0, bytes: this.scenario.engine.bytes });
    };
    show();
    for await (const _ of settling(this.origin, this.scenario)) show();
  }

  /** Runs for the arms; one serves both where they are the same. */
  private fork(changes: Changes, key: string): Arm {
    const scenario = this.scenario.with({}, changes);
    try {
      const run = this.origin.fork(scenario);
      run.keep(this.sample.people, this.sample.stride);
      return { key, run };
    } finally {
      scenario.free();
    }
  }

  private prepare(): void {
    const { arms, day } = this.wish!;
    const keys = arms.map((changes) => JSON.stringify(changes));
    const wanted = keys[0] === keys[1] ? 1 : 2;
    for (let i = 0; i < wanted; i++) {
      const arm = this.arms[i];
      if (arm !== undefined && arm.key === keys[i] && arm.run.day <= day) continue;
      const fresh = this.fork(arms[i], keys[i]);
      arm?.run.free();
      this.arms[i] = fresh;
    }
    while (this.arms.length > wanted) this.arms.pop()!.run.free();
  }

  /** Works until the last wish is true. */
  async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      let shown = performance.now();
      while (this.wish !== null) {
        const wish = this.wish;
        this.prepare();
        const begun = performance.now();
        while (this.behind(wish.day) && performance.now() - begun < SLICE) {
          for (const arm of this.arms) arm.run.advance(Math.min(wish.day, this.least() + 1));
        }
        this.spent += performance.now() - begun;
        const done = !this.behind(wish.day);
        if (done && this.wish === wish) this.wish = null;
        if (done || performance.now() - shown > FRAME) {
          this.show(done);
          shown = performance.now();
          if (done) this.spent = 0;
        }
        if (!done) await breathe();
      }
    } catch (error) {
      this.wish = null;
      reply({ kind: "failed", text: (error as Error).message });
    } finally {
      this.working = false;
    }
  }

  private least(): number {
    return Math.min(...this.arms.map((arm) => arm.run.day));
  }

  private behind(day: number): boolean {
    return this.least() < day;
  }

  private show(target: boolean): void {
    const lived = this.arms.map((arm) => this.lived(arm.run));
    const months = this.arms.map((arm) => arm.run.periods(MONTHLY)).reduce((a, b) => (a.length <= b.length ? a : b));
    const transfer = lived.flatMap((arm) => [arm.status.buffer, arm.series.buffer, arm.flows.buffer]);
    reply({ kind: "frame", day: this.least(), target, arms: lived, months, spent: this.spent, bytes: this.scenario.engine.bytes },
      transfer as ArrayBuffer[]);
  }

  private lived(run: Run): Lived {
    const all = run.column("people", this.columns.status) as Uint8Array;
    const counts = new Array<number>(this.outputs.dimensions.status.length).fill(0);
    for (let i = 0; i < all.length; i++) counts[all[i]]++;
    const flows = this.outputs.outputs.findIndex((output) => output.name === "transitions");
    return {
      status: Uint8Array.from(this.sample.rows, (row) => all[row]),
      counts,
      series: seriesOf(run, this.outputs),
      flows: flows < 0 ? new Float64Array(0) : run.records(flows, this.outputs.outputs[flows]),
    };
  }

  arm(number: number): Run {
    return this.arms[Math.min(number, this.arms.length - 1)].run;
  }
}

/** Lives up to the first day that is recorded, slice by slice. */
async function* settling(run: Run, scenario: Scenario): AsyncGenerator<void> {
  const { start } = scenario.parameters();
  while (run.day < start) {
    const begun = performance.now();
    while (run.day < start && performance.now() - begun < 2 * SLICE) run.advance(run.day + 1);
    yield;
    await breathe();
  }
}

function drawn(run: Run, outputs: Outputs): Sample {
  const column = (name: string) => run.column("people", outputs.tables.people.columns.find((c) => c.name === name)!);
  const zone = column("zone");
  const birth = column("birth_day");
  const people = zone.length;
  const stride = Math.ceil(people / MOST_DRAWN);
  const rows = Array.from({ length: Math.floor((people - 1) / stride) + 1 }, (_, i) => i * stride);
  rows.sort((a, b) => zone[a] - zone[b] || birth[b] - birth[a]);
  const zoneNames = outputs.dimensions.zone;
  const zoneSizes = new Array<number>(zoneNames.length).fill(0);
  for (let i = 0; i < people; i++) zoneSizes[zone[i]]++;
  return { rows: Uint32Array.from(rows), zones: Uint16Array.from(rows, (row) => zone[row]), zoneNames, zoneSizes, people, stride };
}

/** All monthly series of a run as a table with a line for each cell and month. */
function csvOf(run: Run, outputs: Outputs): string {
  const months = run.periods(MONTHLY).map(([, last]) => new Date(last * 86400000).toISOString().slice(0, 10));
  const lines = ["month,series,cell,unit,value"];
  outputs.outputs.forEach((output, number) => {
    if (output.axis !== MONTHLY) return;
    const records = run.records(number, output);
    const names = cellNames(output.dims.map((name) => outputs.dimensions[name]));
    months.forEach((month, m) => names.forEach((name, cell) => {
      const value = records[m * output.cells + cell];
      lines.push(`${month},${output.name},"${name}",${output.unit},${Number.isNaN(value) ? "" : value}`);
    }));
  });
  return lines.join("\r\n") + "\r\n";
}

function cellNames(dimensions: string[][]): string[] {
  return dimensions.reduce((names, labels) => names.flatMap((name) => labels.map((label) => (name === "" ? label : `${name}; ${label}`))), [""]);
}

let town: Promise<Town> | null = null;
let opened: (Request & { kind: "open" }) | null = null;
let generation = 0;
const pasts = new Map<number, Run>();

/** Pairs of runs on the same people with other luck. Pasts are kept where they are small. */
async function pairs(message: Request & { kind: "pairs" }): Promise<void> {
  generation = message.generation;
  const { scenario, outputs, sample } = await town!;
  for (let number = message.from; number < message.from + message.count; number++) {
    const seed = opened!.seed + number;
    let past = pasts.get(seed);
    if (past === undefined) {
      const other = scenario.with({ "run.seed": String(seed) }, []);
      past = Run.begin(other);
      for await (const _ of settling(past, other)) if (generation !== message.generation) break;
      if (generation !== message.generation) {
        past.free();
        other.free();
        return;
      }
      other.free();
      if (sample.people <= 20000) pasts.set(seed, past);
    }
    const series: Float64Array[] = [];
    let months: [number, number][] = [];
    for (const changes of message.arms) {
      const arm = scenario.with({ "run.seed": String(seed) }, changes);
      const run = past.fork(arm);
      arm.free();
      while (run.day < message.until && generation === message.generation) {
        const begun = performance.now();
        while (run.day < message.until && performance.now() - begun < 4 * SLICE) run.advance(run.day + 1);
        await breathe();
      }
      series.push(seriesOf(run, outputs));
      months = run.periods(MONTHLY);
      run.free();
    }
    if (!pasts.has(seed)) past.free();
    if (generation !== message.generation) return;
    reply({ kind: "pair", generation, number, of: message.from + message.count, months, series: [series[0], series[1]] });
  }
}

async function open(message: Request & { kind: "open" }): Promise<void> {
  opened = message;
  town = Town.open(message);
  const here = await town;
  const { scenario, lessonEnd, origin, outputs, sample } = here;
  reply({
    kind: "opened", parameters: scenario.parameters(), lessonEnd, sample, statuses: outputs.dimensions.status,
    labels: outputs.dimensions, outputs: outputs.outputs, bytes: origin.engine.bytes,
  });
  if (!message.shows) return;
  await here.settle();
  reply({ kind: "settled" });
}

async function answer(message: Request): Promise<void> {
  if (message.kind === "open") return open(message);
  const here = await town!;
  switch (message.kind) {
    case "live":
      here.wish = { arms: message.arms, day: message.day };
      return here.work();
    case "life":
      return reply({ kind: "life", life: lifeOf(here.arm(message.arm), here.outputs, message.arm, message.row) });
    case "series":
      return reply({ kind: "series", arm: message.arm, csv: csvOf(here.arm(message.arm), here.outputs) });
    case "pairs":
      return pairs(message);
  }
}

port.onmessage = (event) => {
  answer(event.data).catch((error: Error) => reply({ kind: "failed", text: error.message }));
};
