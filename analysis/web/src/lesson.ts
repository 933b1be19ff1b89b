// The six exercises of the lesson: what each prepares, and what it asks. Answers from real runs are in
// docs/lesson.md, which analysis/web/lesson.mjs writes.
import type { Settings } from "./settings";
import type { Language } from "./texts";

export interface Exercise {
  id: string;
  minutes: number;
  territory: string;
  settings: Settings;
  /** The figures to look at. */
  look: string[];
  title: Record<Language, string>;
  task: Record<Language, string>;
  questions: Record<Language, string[]>;
}

const at = (date: string, values: Record<string, string>): Settings =>
  Object.fromEntries(Object.entries(values).map(([path, value]) => [path, { value, date }]));

export const EXERCISES: Exercise[] = [
  {
    id: "movement", minutes: 15, territory: "classroom", settings: {}, look: ["unemployment", "hires", "cdi_share"],
    title: { en: "Still waters", fr: "Eau calme" },
    task: {
      en: "Change nothing. Let three years pass, and follow one person.",
      fr: "Ne changez rien. Laissez passer trois ans, et suivez une personne.",
    },
    questions: {
      en: ["By how much does the unemployment rate move in the last year?", "How many people are hired in a month, in a town where nearly as many people have a job as the year before? How can that be?",
        "Click a person who is unemployed. What was before, and why did it end?"],
      fr: ["De combien le taux de chômage bouge-t-il pendant la dernière année ?", "Combien d’embauches par mois, dans une ville où presque autant de personnes travaillent que l’année d’avant ? Comment est-ce possible ?",
        "Cliquez sur une personne au chômage. Qu’y avait-il avant, et pourquoi cela s’est-il terminé ?"],
    },
  },
  {
    id: "recession", minutes: 15, territory: "classroom", settings: at("2016-07-01", { "demand.level": "-0.1" }), look: ["unemployment", "limited", "cdi_share", "long_term"],
    title: { en: "A recession", fr: "Une récession" },
    task: { en: "Demand of all firms falls by ten percent in July 2016.", fr: "La demande de toutes les entreprises baisse de dix pour cent en juillet 2016." },
    questions: {
      en: ["Who loses work first? Look at the contracts.", "Does the share of permanent contracts rise or fall, and is that good news?", "The share of long unemployment falls at first. Why? And does it stay low?"],
      fr: ["Qui perd son travail en premier ? Regardez les contrats.", "La part des CDI monte-t-elle ou baisse-t-elle, et est-ce une bonne nouvelle ?", "La part du chômage long baisse d’abord. Pourquoi ? Et reste-t-elle basse ?"],
    },
  },
  {
    id: "minimum", minutes: 15, territory: "classroom", settings: at("2016-07-01", { "minimum_wage.level": "12" }), look: ["pay_low", "pay_median", "at_minimum", "employed", "unemployment"],
    title: { en: "A higher minimum wage", fr: "Un salaire minimum plus haut" },
    task: { en: "The minimum wage rises from 9.67 to 12 euros in July 2016.", fr: "Le salaire minimum passe de 9,67 à 12 euros en juillet 2016." },
    questions: {
      en: ["Whose pay rises, and by how much? And that of the middle?", "Does employment change? Look at the pairs before you answer.", "Find a person who is elsewhere than without the change. Would you have known beforehand?"],
      fr: ["Quels salaires montent, et de combien ? Et ceux du milieu ?", "L’emploi change-t-il ? Regardez les paires avant de répondre.", "Trouvez une personne qui est ailleurs que sans le changement. L’auriez-vous su d’avance ?"],
    },
  },
  {
    id: "bonus", minutes: 15, territory: "classroom", settings: at("2016-07-01", { "fixed_term.active": "true", "fixed_term.end_bonus": "0.3" }), look: ["cdi_share", "limited", "hires", "employed"],
    title: { en: "Dearer fixed terms", fr: "Des CDD plus chers" },
    task: { en: "The bonus at the end of a fixed term rises from 10 to 30 percent of pay in July 2016.", fr: "La prime de fin de CDD passe de 10 à 30 pour cent du salaire en juillet 2016." },
    questions: {
      en: ["What do firms do instead of fixed terms?", "Do more people hold a permanent contract?", "Who would be for this reform, and who against it?"],
      fr: ["Que font les entreprises à la place des CDD ?", "Davantage de personnes ont-elles un CDI ?", "Qui serait pour cette réforme, et qui contre ?"],
    },
  },
  {
    id: "benefit", minutes: 10, territory: "classroom", settings: at("2016-07-01", { "unemployment_insurance.replacement": "0.57" }), look: ["benefits", "recipients", "unemployment", "long_term"],
    title: { en: "Unemployment benefit", fr: "Les allocations de chômage" },
    task: { en: "Benefit of 57 percent of the last pay begins in July 2016.", fr: "Une allocation de 57 pour cent du dernier salaire commence en juillet 2016." },
    questions: {
      en: ["What does it cost the town in a month?", "How many of the unemployed draw it? Who does not?", "Are people unemployed for longer? Which parameter says so, and where does its value come from?"],
      fr: ["Combien coûte-t-elle par mois à la ville ?", "Combien de chômeurs la touchent ? Qui ne la touche pas ?", "Reste-t-on plus longtemps au chômage ? Quel paramètre le dit, et d’où vient sa valeur ?"],
    },
  },
  {
    id: "mini_jobs", minutes: 10, territory: "classroom_mini_jobs", settings: at("2013-07-01", { "mini_jobs.allowed": "false" }), look: ["mini_jobs", "second_jobs", "cdi_share", "employed", "unemployment"],
    title: { en: "A town without mini-jobs", fr: "Une ville sans mini-jobs" },
    task: { en: "In the German town, mini-jobs may no longer be signed from July 2013 on.", fr: "Dans la ville allemande, on ne peut plus signer de mini-job à partir de juillet 2013." },
    questions: {
      en: ["How fast do mini-jobs disappear, and why not at once?", "What do the people do who would have had one?", "What does the model not know that you would want to know here?"],
      fr: ["À quelle vitesse les mini-jobs disparaissent-ils, et pourquoi pas d’un coup ?", "Que font les personnes qui en auraient eu un ?", "Qu’est-ce que le modèle ne sait pas et que vous voudriez savoir ici ?"],
    },
  },
];
