// Colours and shapes of labour statuses. Colours are apart for the colour-blind (after Okabe and Ito) and differ in
// lightness; shapes tell the rest, so that the field can be read in grey.

export type Shape = "square" | "up" | "down" | "diamond" | "cross" | "disc" | "ring" | "dot";

export interface Mark {
  shape: Shape;
  light: string;
  dark: string;
}

const OTHER: Mark = { shape: "diamond", light: "#444444", dark: "#dddddd" };

const MARKS: Record<string, Mark> = {
  cdi: { shape: "square", light: "#0b5c9e", dark: "#4aa3e0" },
  cdd: { shape: "up", light: "#b56a00", dark: "#f0a830" },
  interim: { shape: "down", light: "#7a4a00", dark: "#f5d76e" },
  apprentice: { shape: "diamond", light: "#3d8fc4", dark: "#8fd0f5" },
  mini_job: { shape: "cross", light: "#b0508f", dark: "#e79ac8" },
  zero_hours: { shape: "cross", light: "#4a2f86", dark: "#9179d0" },
  training: { shape: "diamond", light: "#3f5200", dark: "#8fa30f" },
  self_employed: { shape: "disc", light: "#00785a", dark: "#3cc79b" },
  unemployed: { shape: "ring", light: "#c4001a", dark: "#ff6b5e" },
  halo: { shape: "ring", light: "#ab8db0", dark: "#8a7590" },
  inactive: { shape: "dot", light: "#7c848c", dark: "#8d959d" },
  retired: { shape: "dot", light: "#b3bac1", dark: "#5d656d" },
};

/** Lightness of a colour as it is seen, 0 to 100 (CIE L*), by which colours differ in grey. */
export function lightness(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

/** Pairs of statuses that only a colour would tell apart: for the test. */
export function alike(statuses: string[], least: number): string[] {
  const isAlike = (a: Mark, b: Mark) => a.shape === b.shape && (["light", "dark"] as const).some((look) => Math.abs(lightness(a[look]) - lightness(b[look])) < least);
  return statuses.flatMap((a, i) => statuses.slice(i + 1).filter((b) => isAlike(markOf(a), markOf(b))).map((b) => `${a} and ${b}`));
}

export const markOf = (status: string): Mark => MARKS[status] ?? OTHER;

export function paint(context: CanvasRenderingContext2D, mark: Mark, isDark: boolean, x: number, y: number, size: number): void {
  const r = size / 2;
  context.fillStyle = context.strokeStyle = isDark ? mark.dark : mark.light;
  context.lineWidth = Math.max(1.2, size / 4.5);
  context.beginPath();
  switch (mark.shape) {
    case "square": context.rect(x - 0.8 * r, y - 0.8 * r, 1.6 * r, 1.6 * r); break;
    case "up": polygon(context, [x, y - r, x + r, y + 0.8 * r, x - r, y + 0.8 * r]); break;
    case "down": polygon(context, [x, y + r, x + r, y - 0.8 * r, x - r, y - 0.8 * r]); break;
    case "diamond": polygon(context, [x, y - r, x + r, y, x, y + r, x - r, y]); break;
    case "disc": context.arc(x, y, 0.85 * r, 0, 2 * Math.PI); break;
    case "dot": context.arc(x, y, 0.45 * r, 0, 2 * Math.PI); break;
    case "ring":
      context.arc(x, y, 0.7 * r, 0, 2 * Math.PI);
      context.stroke();
      return;
    case "cross":
      context.moveTo(x - r * 0.7, y - r * 0.7);
      context.lineTo(x + r * 0.7, y + r * 0.7);
      context.moveTo(x + r * 0.7, y - r * 0.7);
      context.lineTo(x - r * 0.7, y + r * 0.7);
      context.stroke();
      return;
  }
  context.fill();
}

function polygon(context: CanvasRenderingContext2D, points: number[]): void {
  context.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
  context.closePath();
}
