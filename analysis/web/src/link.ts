// The state of the page as a link: place, luck, day, settings of both arms. What a link says wrongly is left out.
import type { Settings } from "./settings";
import type { Language } from "./texts";

export interface State {
  territory: string;
  seed: number;
  language: Language;
  /** Paused at this day; null: at the beginning, and playing. */
  day: string | null;
  /** Pairs that are lived without being asked for: none on a slow machine. */
  pairs: number;
  without: Settings;
  with: Settings;
}

const write = (settings: Settings) =>
  Object.entries(settings).map(([path, { value, date }]) => `${path}:${value}@${date}`).join(";");

function read(text: string | null): Settings {
  const settings: Settings = {};
  for (const part of (text ?? "").split(";")) {
    const match = /^([a-z_.]+):([-+.\w]+)@(\d{4}-\d{2}-\d{2})$/.exec(part);
    if (match !== null) settings[match[1]] = { value: match[2], date: match[3] };
  }
  return settings;
}

export const PAIRS = 10;

export function linkOf(state: State): string {
  const words = new URLSearchParams({ t: state.territory, s: String(state.seed), l: state.language });
  if (state.day !== null) words.set("d", state.day);
  if (state.pairs !== PAIRS) words.set("n", String(state.pairs));
  if (Object.keys(state.without).length > 0) words.set("a", write(state.without));
  if (Object.keys(state.with).length > 0) words.set("b", write(state.with));
  return "#" + words.toString();
}

export function readLink(hash: string, fallback: State): State {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const seed = Number(words.get("s") ?? fallback.seed);
  const language = words.get("l");
  const day = words.get("d");
  const pairs = Number(words.get("n") ?? PAIRS);
  return {
    territory: words.get("t") ?? fallback.territory,
    seed: Number.isSafeInteger(seed) && seed >= 0 ? seed : fallback.seed,
    language: language === "fr" || language === "en" ? language : fallback.language,
    day: day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null,
    pairs: Number.isInteger(pairs) && pairs >= 0 && pairs <= 100 ? pairs : PAIRS,
    without: read(words.get("a")),
    with: read(words.get("b")),
  };
}
