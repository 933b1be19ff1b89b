import type { ScenarioFile } from "./engine";

/** A place of the page: its scenario, its name in both languages, the sliders it offers beside policies, and the
 * policies that can do nothing there, for want of such contracts. */
export interface Territory {
  scenario: string;
  en: string;
  fr: string;
  sliders: string[];
  absent: string[];
  file: ScenarioFile;
}
