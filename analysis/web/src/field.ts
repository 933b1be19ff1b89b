// The field: each drawn person is a mark at a place of its own, by zone and from the youngest to the oldest. Only
// marks that have changed are drawn again, as pixels: where the browser draws without a graphics card, ten thousand small
// pictures took half a second.
import { markOf, paint } from "./palette";
import type { Sample } from "./protocol";

interface Plot {
  x: number;
  y: number;
}

/** One arm's part of the canvas. */
interface Area {
  arm: number;
  title: string;
  plots: Plot[];
  cell: number;
  labels: { text: string; x: number; y: number }[];
  drawn: Uint8Array;
  /** The part of the canvas that marks are in. */
  left: number;
  top: number;
  width: number;
  height: number;
}

const UNDRAWN = 255;
const HEAD = 20;

export class Field {
  private areas: Area[] = [];
  /** Pixels of the mark of each status, `size` wide and high, and those of the whole canvas. */
  private sprites: Uint32Array[] = [];
  private size = 1;
  private pixels = new ImageData(1, 1);
  private columns = 1;
  private status: Uint8Array[] = [];
  isDark = false;

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly sample: Sample,
    private readonly statuses: string[],
  ) {}

  /** Lays the arms out in the size that the canvas has now. */
  layOut(arms: { arm: number; title: string }[]): void {
    const scale = Math.min(2, window.devicePixelRatio || 1);
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    this.areas = [];
    if (width < 1 || height < 1) return; // not shown, as on paper
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const beside = width >= height;
    const gap = 12;
    const w = beside ? (width - gap * (arms.length - 1)) / arms.length : width;
    const hgt = beside ? height : (height - gap * (arms.length - 1)) / arms.length;
    this.areas = arms.map(({ arm, title }, i) =>
      this.area(arm, title, (beside ? i * (w + gap) : 0) * scale, (beside ? 0 : i * (hgt + gap)) * scale, w * scale, hgt * scale, scale));
    this.makeSprites(this.areas[0].cell);
    this.clear(scale);
    this.draw(this.status);
  }

  private area(arm: number, title: string, left: number, top: number, width: number, height: number, scale: number): Area {
    const { zones, zoneNames } = this.sample;
    const head = HEAD * scale * (zoneNames.length > 1 ? 2 : 1);
    const plots: Plot[] = new Array(zones.length);
    const labels: Area["labels"] = [{ text: title, x: left, y: top + 14 * scale }];
    const gap = zoneNames.length > 1 ? 6 * scale : 0;
    const usable = width - gap * (zoneNames.length - 1);
    const cell = Math.sqrt((usable * (height - head)) / zones.length) * 0.97;
    const rows = Math.max(1, Math.floor((height - head) / cell));
    let x = left;
    let from = 0;
    for (let zone = 0; zone < zoneNames.length; zone++) {
      let count = 0;
      for (let i = from; i < zones.length && zones[i] === zone; i++, count++) {
        plots[i] = { x: x + (Math.floor(count / rows) + 0.5) * cell, y: top + head + ((count % rows) + 0.5) * cell };
      }
      const columns = Math.ceil(count / rows);
      if (zoneNames.length > 1) labels.push({ text: fit(zoneNames[zone], columns * cell, scale), x, y: top + head - 5 * scale });
      from += count;
      x += columns * cell + gap;
    }
    this.columns = rows;
    const [x0, y0] = [Math.floor(left), Math.floor(top + head)];
    return { arm, title, plots, cell, labels, drawn: new Uint8Array(zones.length).fill(UNDRAWN), left: x0, top: y0, width: Math.ceil(left + width) - x0, height: Math.ceil(top + height) - y0 };
  }

  private makeSprites(cell: number): void {
    const size = Math.max(2, Math.floor(cell));
    const sprite = document.createElement("canvas");
    sprite.width = sprite.height = size;
    const context = sprite.getContext("2d", { willReadFrequently: true })!;
    this.size = size;
    this.sprites = this.statuses.map((status) => {
      context.clearRect(0, 0, size, size);
      paint(context, markOf(status), this.isDark, size / 2, size / 2, Math.min(size, cell * 0.9));
      return new Uint32Array(context.getImageData(0, 0, size, size).data.buffer);
    });
  }

  private clear(scale: number): void {
    const context = this.canvas.getContext("2d")!;
    this.pixels = new ImageData(this.canvas.width, this.canvas.height);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.fillStyle = this.isDark ? "#e8eaed" : "#1d2329";
    this.areas.forEach((area) => area.labels.forEach((label, i) => {
      context.font = `${i === 0 ? 600 : 400} ${12.5 * scale}px system-ui, sans-serif`;
      context.fillText(label.text, label.x, label.y);
    }));
  }

  /** Draws what has changed; `status` of each arm, the last one standing for all that follow. */
  draw(status: Uint8Array[]): void {
    this.status = status;
    if (status.length === 0) return;
    const context = this.canvas.getContext("2d")!;
    for (const area of this.areas) {
      const now = status[Math.min(area.arm, status.length - 1)];
      let isChanged = false;
      for (let i = 0; i < now.length; i++) {
        if (area.drawn[i] === now[i]) continue;
        this.put(area.plots[i], this.sprites[now[i]]);
        area.drawn[i] = now[i];
        isChanged = true;
      }
      if (isChanged) context.putImageData(this.pixels, 0, 0, area.left, area.top, area.width, area.height);
    }
  }

  /** Copies a mark over the one that was there. */
  private put({ x, y }: Plot, sprite: Uint32Array): void {
    const { size, pixels: { data, width, height } } = this;
    const all = new Uint32Array(data.buffer);
    const [left, top] = [Math.round(x - size / 2), Math.round(y - size / 2)];
    if (left < 0 || top < 0 || left + size > width || top + size > height) return;
    for (let row = 0; row < size; row++) all.set(sprite.subarray(row * size, (row + 1) * size), (top + row) * width + left);
  }

  /** Number of the drawn person at a point of the element, or -1. */
  find(x: number, y: number): number {
    const scale = this.canvas.width / this.canvas.clientWidth;
    for (const area of this.areas) {
      for (let i = 0; i < area.plots.length; i++) {
        const plot = area.plots[i];
        if (Math.abs(plot.x - x * scale) <= area.cell / 2 && Math.abs(plot.y - y * scale) <= area.cell / 2) return i;
      }
    }
    return -1;
  }

  /** The neighbour in the direction of an arrow key. */
  neighbour(person: number, key: string): number {
    const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -this.columns, ArrowRight: this.columns }[key] ?? 0;
    return Math.min(this.sample.rows.length - 1, Math.max(0, person + step));
  }

  /** Where a person stands, in every area: left, top and size in pixels of the page. */
  places(person: number): { x: number; y: number; size: number }[] {
    const scale = this.canvas.width / this.canvas.clientWidth;
    return this.areas.map(({ plots, cell }) => ({ x: plots[person].x / scale, y: plots[person].y / scale, size: cell / scale }));
  }
}

function fit(text: string, width: number, scale: number): string {
  const letters = Math.max(1, Math.floor(width / (6.8 * scale)));
  return text.length <= letters ? text : text.slice(0, Math.max(1, letters - 1)) + "…";
}
