// The page lives: settings, link and clock on one side, the simulation on the other, and what is shown of it.
import territories from "bundled:territories";

import { App } from "./app";
import { get, h } from "./dom";
import { PAIRS, readLink } from "./link";
import { TEXTS } from "./texts";

/** The smallest module with an instruction on vectors, which the engine uses: browsers since 2021 to 2023. */
const VECTORS = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);
const canRun = typeof WebAssembly === "object" && typeof Worker === "function" && WebAssembly.validate(VECTORS);

const language = navigator.language.startsWith("fr") ? "fr" : "en";
if (!canRun) {
  get("app").replaceChildren(h("p", { class: "wait", role: "alert" }, TEXTS[language].noWasm));
} else {
  const fallback = { territory: territories[0].scenario, seed: 1, language, day: null, pairs: PAIRS, without: {}, with: {} } as const;
  const app = new App(get("app"), readLink(location.hash, fallback));
  window.addEventListener("hashchange", () => app.follow(readLink(location.hash, fallback)));
}
