// The simulation as the page holds it: the worker that lives both arms, the worker for the pairs, and what they have
// told last.
import wasm from "bundled:wasm";
import workerCode from "bundled:worker";

import type { Change, Parameters, ScenarioFile } from "./engine";
import { addDeclared } from "./indicators";
import type { Pair } from "./results";
import type { Life, Lived, Reply, Request, Sample } from "./protocol";

export interface Opened {
  parameters: Parameters;
  /** First day after the lesson; play can go on to parameters.end. */
  lessonEnd: number;
  sample: Sample;
  statuses: string[];
  labels: Record<string, string[]>;
}

export interface Frame {
  day: number;
  arms: Lived[];
  months: [number, number][];
}

export interface Listener {
  opened(opened: Opened): void;
  /** People have settled: the first recorded day is next. */
  settled(): void;
  frame(frame: Frame, done: boolean): void;
  life(life: Life): void;
  series(arm: number, csv: string): void;
  pairs(pairs: Pair[], wanted: number): void;
  failed(text: string): void;
}

type Arms = [Change[], Change[]];

function start(): Worker {
  const url = URL.createObjectURL(new Blob([workerCode], { type: "text/javascript" }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}

export class Simulation {
  private readonly live = start();
  private pairWorker: Worker | null = null;
  private generation = 0;
  private pairList: Pair[] = [];
  private wanted = 0;
  /** A wish that is not fulfilled yet. */
  isBusy = false;
  bytes = 0;

  constructor(private readonly file: ScenarioFile, private readonly seed: number, private readonly listener: Listener) {
    this.live.onmessage = (event: MessageEvent<Reply>) => this.hear(event.data);
    this.live.onerror = (event) => listener.failed(event.message);
    this.ask(this.live, this.openRequest(true));
  }

  private openRequest(shows: boolean): Request {
    return { kind: "open", wasm, file: this.file, seed: this.seed, shows };
  }

  private ask(worker: Worker, request: Request): void {
    worker.postMessage(request);
  }

  private hear(reply: Reply): void {
    switch (reply.kind) {
      case "opened":
        addDeclared(reply.outputs);
        return this.listener.opened(reply);
      case "settled": return this.listener.settled();
      case "frame":
        this.bytes = reply.bytes;
        if (reply.target) {
          this.isBusy = false;
          performance.clearMarks("lived");
          performance.mark("lived", { detail: reply.spent });
        }
        return this.listener.frame(reply, reply.target);
      case "life": return this.listener.life(reply.life);
      case "series": return this.listener.series(reply.arm, reply.csv);
      case "failed":
        this.isBusy = false;
        return this.listener.failed(reply.text);
      case "pair":
        if (reply.generation !== this.generation) return;
        this.pairList.push({ months: reply.months, series: reply.series });
        return this.listener.pairs(this.pairList, this.wanted);
    }
  }

  /** Live until `day` with these changes. */
  advance(arms: Arms, day: number): void {
    this.isBusy = true;
    this.ask(this.live, { kind: "live", arms, day });
  }

  askLife(arm: number, row: number): void {
    this.ask(this.live, { kind: "life", arm, row });
  }

  askSeries(arm: number): void {
    this.ask(this.live, { kind: "series", arm });
  }

  /** Forgets pairs, whose settings hold no longer. */
  forgetPairs(): void {
    this.generation++;
    this.pairList = [];
    this.wanted = 0;
    this.listener.pairs(this.pairList, 0);
  }

  /** More pairs up to `until`. */
  askPairs(arms: Arms, until: number, count: number): void {
    if (this.pairWorker === null) {
      this.pairWorker = start();
      this.pairWorker.onmessage = (event: MessageEvent<Reply>) => {
        if (event.data.kind === "pair" || event.data.kind === "failed") this.hear(event.data);
      };
      this.ask(this.pairWorker, this.openRequest(false));
    }
    const from = this.wanted + 1;
    this.wanted += count;
    this.listener.pairs(this.pairList, this.wanted);
    this.ask(this.pairWorker, { kind: "pairs", arms, until, from, count, generation: this.generation });
  }

  end(): void {
    this.live.terminate();
    this.pairWorker?.terminate();
  }
}
