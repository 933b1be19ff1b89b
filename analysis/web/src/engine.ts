// The engine, compiled to WebAssembly (engine/page.h), as objects of this language.
//
// Everything is read in place from the memory of the engine, which may move whenever it computes: views are made
// anew at each use and never kept.

export interface ScenarioFile {
  bassin: string;
  model: string;
  title: string;
  /** Groups that are no tables: they have one row. */
  scalars: string[];
  groups: Record<string, Record<string, string>[]>;
  changes: Change[];
  /** What the scenario's author wants as sliders beside policies (bassin export --web --sliders). */
  sliders?: string[];
}

/** A dated change of one parameter: date as 2016-01-31. */
export interface Change {
  date: string;
  path: string;
  value: string;
}

export interface Parameter {
  path: string;
  group: string;
  name: string;
  type: string;
  value: string;
  unit: string;
  text: string;
  source: string;
  min: number;
  max: number;
  usual?: [number, number];
}

/** What counts only while something else is on. */
export interface Need {
  what: string;
  where: string;
  on: string;
  off: boolean;
}

/** Days are counted from 1970-01-01. */
export interface Parameters {
  title: string;
  start: number;
  end: number;
  first_day: number;
  seed: number;
  groups: Record<string, string>;
  parameters: Parameter[];
  needs: Need[];
}

export interface Output {
  name: string;
  type: "i64" | "f64";
  axis: number;
  cells: number;
  unit: string;
  text: string;
  dims: string[];
}

export interface Column {
  name: string;
  type: string;
  offset: number;
  /** Bytes from one value to the next. */
  stride: number;
  unit: string;
}

export interface Outputs {
  outputs: Output[];
  dimensions: Record<string, string[]>;
  panels: { name: string; row_size: number; columns: Column[] }[];
  tables: Record<string, { columns: Column[] }>;
}

export const MONTHLY = 0;
export const FINAL = 2;
const DAY = 86400000;
const SIZES: Record<string, number> = { u8: 1, u16: 2, u32: 4, i32: 4, f32: 4, f64: 8 };

export function dayOf(date: string): number {
  return Math.round(Date.parse(date + "T00:00:00Z") / DAY);
}

export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

type Exports = Record<string, (...values: number[]) => number> & { memory: WebAssembly.Memory };

export class Engine {
  private readonly page: number;

  private constructor(private readonly c: Exports) {
    this.page = c.page_open();
  }

  static async load(wasm: BufferSource): Promise<Engine> {
    // The engine reads no files and asks for no environment: nothing that it links to is ever called.
    const none = new Proxy({}, { get: () => () => 0 });
    const module = await WebAssembly.compile(wasm);
    const instance = await WebAssembly.instantiate(module, { env: none, wasi_snapshot_preview1: none });
    const c = instance.exports as unknown as Exports;
    c._initialize();
    return new Engine(c);
  }

  /** Bytes of memory that the engine holds; it never shrinks. */
  get bytes(): number {
    return this.c.memory.buffer.byteLength;
  }

  call(name: string, ...values: (number | string)[]): number {
    const texts: number[] = [];
    const numbers = values.map((value) => {
      if (typeof value === "number") return value;
      texts.push(this.put(value));
      return texts[texts.length - 1];
    });
    const result = this.c[name](...numbers);
    texts.forEach((text) => this.c.free(text));
    return result;
  }

  /** A call that takes the page first and gives a pointer, or 0 where it fails. */
  make(name: string, ...values: (number | string)[]): number {
    const pointer = this.call(name, this.page, ...values) >>> 0;
    if (pointer === 0) throw this.error();
    return pointer;
  }

  /** A call that takes the page first and gives a status. */
  act(name: string, ...values: (number | string)[]): void {
    if (this.call(name, this.page, ...values) !== 0) throw this.error();
  }

  json<T>(name: string, ...values: number[]): T {
    return JSON.parse(this.text(this.make(name, ...values))) as T;
  }

  /** Where the rows of a panel begin; 0 while there are none. */
  panel(arm: number, index: number): number {
    return this.call("page_panel", this.page, arm, index) >>> 0;
  }

  view(pointer: number, type: string, count: number): ArrayLike<number> | BigInt64Array {
    const memory = this.c.memory.buffer;
    switch (type) {
      case "u8": return new Uint8Array(memory, pointer, count);
      case "u16": return new Uint16Array(memory, pointer, count);
      case "u32": return new Uint32Array(memory, pointer, count);
      case "i32": return new Int32Array(memory, pointer, count);
      case "f32": return new Float32Array(memory, pointer, count);
      case "f64": return new Float64Array(memory, pointer, count);
      case "i64": return new BigInt64Array(memory, pointer, count);
      default: throw new Error(`no view of ${type}`);
    }
  }

  bytesAt(pointer: number, count: number): DataView {
    return new DataView(this.c.memory.buffer, pointer, count);
  }

  private error(): Error {
    const { text, hint } = JSON.parse(this.text(this.call("page_error", this.page))) as { text: string; hint: string };
    return new Error(hint === "" ? text : `${text} (${hint})`);
  }

  private put(text: string): number {
    const bytes = new TextEncoder().encode(text);
    const pointer = this.c.malloc(bytes.length + 1) >>> 0;
    const memory = new Uint8Array(this.c.memory.buffer, pointer, bytes.length + 1);
    memory.set(bytes);
    memory[bytes.length] = 0;
    return pointer;
  }

  private text(pointer: number): string {
    const memory = new Uint8Array(this.c.memory.buffer);
    return new TextDecoder().decode(memory.subarray(pointer, memory.indexOf(0, pointer)));
  }
}

export class Scenario {
  private constructor(
    readonly engine: Engine,
    readonly pointer: number,
  ) {}

  /** Names of rows are given first: other rows refer to them. */
  static read(engine: Engine, file: ScenarioFile): Scenario {
    const scenario = new Scenario(engine, engine.make("page_scenario", file.model, file.title));
    const give = (group: string, row: number, name: string, value: string) =>
      engine.act("page_give", scenario.pointer, group, row, name, value);
    const isName = (name: string) => name === "name" || name === "id";
    for (const [group, rows] of Object.entries(file.groups)) {
      rows.forEach((row, index) => {
        const named = Object.keys(row).find(isName);
        if (!file.scalars.includes(group)) engine.act("page_row", scenario.pointer, group);
        if (named !== undefined) give(group, index, named, row[named]);
      });
    }
    for (const [group, rows] of Object.entries(file.groups)) {
      rows.forEach((row, index) => {
        for (const [name, value] of Object.entries(row)) if (!isName(name)) give(group, index, name, value);
      });
    }
    file.changes.forEach((change) => scenario.change(change));
    return scenario;
  }

  /** The same with other values and further changes, checked. */
  with(values: Record<string, string>, changes: Change[]): Scenario {
    const copy = new Scenario(this.engine, this.engine.make("page_scenario_copy", this.pointer));
    try {
      for (const [path, value] of Object.entries(values)) this.engine.act("page_set", copy.pointer, path, value);
      changes.forEach((change) => copy.change(change));
      this.engine.act("page_check", copy.pointer);
    } catch (error) {
      copy.free();
      throw error;
    }
    return copy;
  }

  change(change: Change): void {
    this.engine.act("page_change", this.pointer, dayOf(change.date), change.path, change.value);
  }

  parameters(): Parameters {
    return this.engine.json("page_parameters", this.pointer);
  }

  free(): void {
    this.engine.call("page_scenario_free", this.pointer);
  }
}

export class Run {
  private constructor(
    readonly engine: Engine,
    readonly pointer: number,
  ) {}

  static begin(scenario: Scenario): Run {
    return new Run(scenario.engine, scenario.engine.make("page_begin", scenario.pointer));
  }

  /** A run of its own that goes on from here under another scenario with the same past. */
  fork(scenario: Scenario): Run {
    return new Run(this.engine, this.engine.make("page_fork", this.pointer, scenario.pointer));
  }

  advance(day: number): void {
    this.engine.act("page_advance", this.pointer, day);
  }

  finish(): void {
    this.engine.act("page_finish", this.pointer);
  }

  audit(): void {
    this.engine.act("page_audit", this.pointer);
  }

  get day(): number {
    return this.engine.call("page_day", this.pointer);
  }

  digest(): string {
    return this.engine.json("page_digest", this.pointer);
  }

  outputs(): Outputs {
    return this.engine.json("page_outputs", this.pointer);
  }

  recordCount(axis: number): number {
    return this.engine.call("page_record_count", this.pointer, axis);
  }

  /** First and last day of every record. */
  periods(axis: number): [number, number][] {
    const count = this.recordCount(axis);
    const days = this.engine.view(this.engine.call("page_periods", this.pointer, axis) >>> 0, "i32", 2 * count);
    return Array.from({ length: count }, (_, i) => [Number(days[2 * i]), Number(days[2 * i + 1])]);
  }

  /** Records `from` and later of output number `index`: cells of each, the last dimension fastest. */
  records(index: number, output: Output, from = 0): Float64Array {
    const count = (this.recordCount(output.axis) - from) * output.cells;
    if (count <= 0) return new Float64Array(0);
    const pointer = (this.engine.call("page_records", this.pointer, index) >>> 0) + from * output.cells * 8;
    return Float64Array.from(this.engine.view(pointer, output.type, count) as ArrayLike<number>, Number);
  }

  /** Keeps rows of panels of every `stride`-th of the `actors` only. */
  keep(actors: number, stride: number): void {
    this.engine.call("page_keep", this.pointer, actors, stride);
  }

  rows(table: string): number {
    return this.engine.call("page_table_rows", this.pointer, table);
  }

  /** A copy of a column of the state. */
  column(table: string, column: Column): ArrayLike<number> {
    const rows = this.rows(table);
    const pointer = this.engine.call("page_column", this.pointer, table, column.name) >>> 0;
    const step = column.stride / SIZES[column.type];
    const values = this.engine.view(pointer, column.type, (rows - 1) * step + 1) as Int32Array;
    if (step === 1) return values.slice();
    const copy = new (values.constructor as Int32ArrayConstructor)(rows);
    for (let row = 0; row < rows; row++) copy[row] = values[row * step];
    return copy;
  }

  /** Rows of a panel whose first column is `actor`, as objects, in the order they were written. */
  panelRows(outputs: Outputs, panel: string, actor?: number): Record<string, number>[] {
    const index = outputs.panels.findIndex((p) => p.name === panel);
    const { row_size: size, columns } = outputs.panels[index];
    const pointer = this.engine.panel(this.pointer, index);
    const count = this.engine.call("page_panel_count", this.pointer, index);
    const view = this.engine.bytesAt(pointer, count * size);
    const found: Record<string, number>[] = [];
    for (let at = 0; at < count * size; at += size) {
      if (actor === undefined || view.getUint32(at + columns[0].offset, true) === actor) {
        found.push(Object.fromEntries(columns.map((column) => [column.name, cell(view, at + column.offset, column.type)])));
      }
    }
    return found;
  }

  free(): void {
    this.engine.call("page_arm_free", this.pointer);
  }
}

function cell(view: DataView, at: number, type: string): number {
  switch (type) {
    case "u8": return view.getUint8(at);
    case "u16": return view.getUint16(at, true);
    case "u32": return view.getUint32(at, true);
    case "i32": return view.getInt32(at, true);
    case "f32": return view.getFloat32(at, true);
    case "f64": return view.getFloat64(at, true);
    case "u64": return Number(view.getBigUint64(at, true));
    default: return Number(view.getBigInt64(at, true));
  }
}
