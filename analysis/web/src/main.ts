// The page lives: settings, link and clock on one side, the simulation on the other, and what is shown of it.
import territories from "bundled:territories";

import { App } from "./app";
import { get, h } from "./dom";
import { PAIRS, readLink } from "./link";
import { TEXTS } from "./texts";

const language = navigator.language.startsWith("fr") ? "fr" : "en";
if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
  get("app").replaceChildren(h("p", { class: "wait", role: "alert" }, TEXTS[language].noWasm));
} else {
  const fallback = { territory: territories[0].scenario, seed: 1, language, day: null, pairs: PAIRS, without: {}, with: {} } as const;
  const app = new App(get("app"), readLink(location.hash, fallback));
  window.addEventListener("hashchange", () => app.follow(readLink(location.hash, fallback)));
}
