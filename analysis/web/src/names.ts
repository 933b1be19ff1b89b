// What the engine's declarations and labels are called on the page. A name that is missing here is shown as the
// engine gives it, in English; a test sees to it that none is missing for the territories of the page.
import type { Parameter } from "./engine";
import type { Indicator } from "./indicators";
import type { Language, Texts } from "./texts";

/** Label and, for French, meaning and unit of a parameter; [English label, French label, French meaning]. */
const PARAMETERS: Record<string, [string, string, string]> = {
  "demand.level": ["Economy: demand of firms", "Conjoncture : demande des entreprises", "Demande de toutes les entreprises par rapport à sa référence : la conjoncture, un choc."],
  "search.looks": ["Posts looked at on a day of search", "Offres regardées un jour de recherche", "Places où l’on regarde un jour de recherche, ouvertes ou non."],
  "search.radius_minutes": ["How far people look for work", "Distance de recherche", "Temps de trajet auquel un lieu est regardé 2,7 fois moins souvent."],
  "tasks.call_back": ["Short tasks: known people are called first", "Tâches courtes : on rappelle d’abord", "Probabilité qu’une entreprise appelle d’abord des personnes qui y ont déjà travaillé."],
  "staffing.call_back": ["Peaks: known people are called first", "Pics d’activité : on rappelle d’abord", "Probabilité qu’une entreprise appelle d’abord des personnes qu’elle connaît pour un pic d’activité."],
  "staffing.convert": ["Fixed terms continued as permanent", "CDD transformés en CDI", "Probabilité qu’une entreprise à court de personnel garde la personne dont le CDD se termine plutôt que de chercher."],
  "matching.duration_penalty": ["Mark of long unemployment", "Marque du chômage long", "Ce que les employeurs retirent par an sans emploi."],
  "matching.ageing": ["Reluctance to hire older people", "Réticence à embaucher avec l’âge", "Ce que les employeurs retirent à un candidat pour dix ans d’âge au-delà de quarante."],
  "minimum_wage.level": ["Minimum wage", "Salaire minimum", "Salaire minimum légal, brut, dans toutes les zones ; 0 : aucun."],
  "mini_jobs.allowed": ["Mini-jobs are allowed", "Les mini-jobs sont permis", "Des contrats de mini-job peuvent être signés, selon les règles ci-dessous."],
  "mini_jobs.pay_cap": ["Highest pay", "Salaire maximal", "Salaire mensuel qu’il ne peut dépasser."],
  "mini_jobs.hours_cap": ["Most hours", "Durée maximale", "Heures par semaine qu’il ne peut dépasser."],
  "mini_jobs.contributions": ["Employer's contribution", "Cotisation de l’employeur", "Cotisation forfaitaire de l’employeur."],
  "mini_jobs.beside": ["Allowed beside a main job", "Permis à côté d’un emploi", "Il peut s’ajouter à un emploi principal."],
  "mini_jobs.insured": ["Insured against unemployment", "Assuré contre le chômage", "Il donne des droits à l’allocation de chômage."],
  "fixed_term.active": ["Own rules for fixed terms", "Règles propres aux CDD", "Les règles ci-dessous remplacent celles du tableau des contrats pour les CDD."],
  "fixed_term.end_bonus": ["Bonus at the end", "Prime de fin de contrat", "Prime versée à la fin du contrat."],
  "fixed_term.short_tax": ["Extra tax on short ones", "Taxe sur les plus courts", "Cotisation supplémentaire sur les contrats les plus courts."],
  "fixed_term.short_days": ["Short means at most", "Court : au plus", "Durée du plus long contrat qui la paie."],
  "fixed_term.renewals": ["Renewals allowed", "Renouvellements permis", "Nombre de renouvellements permis d’un CDD."],
  "fixed_term.longest_days": ["Longest duration", "Durée maximale", "Durée maximale, renouvellements compris ; 0 : aucune limite."],
  "employment_protection.active": ["Own rules for ending permanent jobs", "Règles propres à la fin des CDI", "Les règles ci-dessous remplacent coûts de licenciement et période d’essai des CDI."],
  "employment_protection.notice_months": ["Notice", "Préavis", "Préavis."],
  "employment_protection.severance": ["Severance pay", "Indemnité de licenciement", "Indemnité par année d’ancienneté attendue."],
  "employment_protection.risk_months": ["Expected cost of courts", "Risque juridique", "Procédure, et ce que les juges sont censés accorder."],
  "employment_protection.trial_days": ["Trial period", "Période d’essai", "Période d’essai."],
  "employment_protection.agreed": ["Agreed terminations", "Ruptures conventionnelles", "Ruptures conventionnelles par rapport à leur taux habituel ; 0 : la loi ne les connaît pas."],
  "unemployment_insurance.replacement": ["Benefit over last pay", "Allocation sur le dernier salaire", "Allocation rapportée au dernier salaire brut tant que durent les droits ; 0 : pas d’assurance."],
  "unemployment_insurance.days_per_day": ["Days of benefit per day worked", "Jours d’allocation par jour travaillé", "Jours d’allocation par jour travaillé."],
  "unemployment_insurance.least_days": ["Least days worked", "Durée minimale", "Jours de droits en dessous desquels rien n’est versé."],
  "unemployment_insurance.most_days": ["Most days of benefit", "Durée maximale d’allocation", "Nombre maximal de jours d’allocation."],
  "unemployment_insurance.after_resignation": ["Also after resigning", "Aussi après une démission", "Qui a quitté librement son dernier emploi est indemnisé aussi."],
  "unemployment_insurance.effort": ["Search left out because of benefits", "Recherche omise grâce aux allocations", "Part des recherches omises si les allocations remplacent tout le salaire ; en proportion du taux."],
  "unemployment_insurance.reservation": ["What benefit makes people ask of pay", "Exigence salariale due à l’allocation", "Part dont l’allocation relève le salaire en dessous duquel on refuse un emploi."],
  "contribution_relief.at_minimum": ["Relief at the minimum wage", "Allègement au salaire minimum", "Cotisations dont l’employeur est dispensé au salaire minimum ; l’allègement diminue quand le salaire monte."],
  "contribution_relief.until": ["No relief from", "Plus d’allègement à partir de", "Salaire à partir duquel il n’en reste rien."],
  "contribution_relief.credit": ["Tax credit", "Crédit d’impôt", "Crédit d’impôt sur tous les salaires jusqu’à la limite ci-dessous."],
  "contribution_relief.credit_until": ["Tax credit up to", "Crédit d’impôt jusqu’à", "Salaire le plus haut qui donne droit au crédit d’impôt."],
  "contribution_relief.minimum": ["Minimum wage that this is counted in", "Salaire minimum de référence", "Salaire minimum dans lequel tout cela est compté ; 0 : celui en vigueur, si bien que l’État paie une part de ce que coûte un minimum plus haut."],
  "hiring_subsidy.active": ["Hiring subsidy", "Aide à l’embauche", "L’État prend en charge une part du coût de qui est embauché après un long chômage."],
  "hiring_subsidy.share": ["Share of cost paid", "Part du coût payée", "Part du coût du travail versée à l’employeur."],
  "hiring_subsidy.months": ["Paid for", "Durée de l’aide", "Nombre maximal de mois pendant lesquels elle est versée."],
  "hiring_subsidy.jobless_months": ["Months without a job asked for", "Mois sans emploi exigés", "Mois sans emploi à partir desquels un chômeur y donne droit."],
  "hiring_subsidy.least_months": ["Shortest fixed term", "CDD le plus court", "Durée du plus court contrat à durée limitée qui y donne droit ; les CDI toujours."],
  "hiring_subsidy.fixed_terms": ["Fixed terms, too", "Aussi pour les CDD", "Les contrats à durée limitée y donnent droit, et pas seulement les CDI."],
  "employers_groups.active": ["Employers’ groups", "Groupements d’employeurs", "Des entreprises peuvent embaucher ensemble, en CDI, du personnel qu’elles se partagent."],
};

const GROUPS: Record<string, [string, string]> = {
  minimum_wage: ["Minimum wage", "Salaire minimum"],
  mini_jobs: ["Mini-jobs", "Mini-jobs"],
  fixed_term: ["Fixed terms (CDD)", "CDD"],
  employment_protection: ["Permanent contracts (CDI)", "CDI"],
  unemployment_insurance: ["Unemployment benefit", "Allocations de chômage"],
  hiring_subsidy: ["Hiring subsidy", "Aide à l’embauche"],
  employers_groups: ["Employers’ groups", "Groupements d’employeurs"],
  contribution_relief: ["Relief from employers’ contributions", "Allègements de cotisations"],
};

const UNITS: Record<string, string> = {
  "EUR/hour": "euros/heure", "EUR/month": "euros/mois", "hours/week": "heures/semaine", "share of pay": "part du salaire",
  days: "jours", months: "mois", renewals: "renouvellements", "months of pay": "mois de salaire", "months of pay/year": "mois de salaire/an",
  "days/day": "jours/jour", vacancies: "offres", minutes: "minutes", probability: "probabilité",
  "log points": "points log", "ability sd/year": "écarts-types/an", "log points/decade": "points log/10 ans",
  "minimum wages": "salaires minimum", "1": "", "%": "%",
};

/** Labels of the engine, as [English, French]. */
const LABELS: Record<string, [string, string]> = {
  cdi: ["permanent (CDI)", "CDI"], cdd: ["fixed term (CDD)", "CDD"], interim: ["agency work", "intérim"],
  apprentice: ["apprentice", "apprentissage"], mini_job: ["mini-job", "mini-job"],
  zero_hours: ["zero hours", "contrat sans heures garanties"], training: ["in training", "en formation"],
  self_employed: ["self-employed", "indépendant"], unemployed: ["unemployed", "au chômage"],
  halo: ["wants work, does not search", "souhaite un emploi sans chercher"], inactive: ["not in the labour force", "inactif"],
  retired: ["retired", "retraité"],
  running: ["still running", "en cours"], "end of term": ["end of term", "fin du contrat"], "trial period": ["trial period", "période d’essai"],
  resignation: ["resignation", "démission"], "dismissal for cause": ["dismissal for cause", "licenciement personnel"],
  "economic dismissal": ["economic dismissal", "licenciement économique"], "agreed termination": ["agreed termination", "rupture conventionnelle"],
  withdrawal: ["stopped working or searching", "retrait du marché du travail"], retirement: ["retirement", "retraite"],
  hired: ["hired", "embauche"], "converted or renewed": ["converted or renewed", "transformé ou renouvelé"],
  "other hours": ["other weekly hours", "autre durée hebdomadaire"],
  activated: ["began to search or to want work", "retour vers l’emploi"], "set up on own account": ["set up on own account", "installation à son compte"],
  closure: ["the firm closed", "fermeture de l’entreprise"], "left the territory": ["left the territory", "départ du territoire"],
  none: ["no certificate", "sans diplôme"], cap: ["vocational certificate", "CAP ou BEP"], bac: ["secondary diploma", "bac"],
  higher: ["higher education", "études supérieures"], Town: ["the town", "la ville"],
  "IT technician": ["IT technician", "informaticien"], "accounting clerk": ["accounting clerk", "comptable"], "bank adviser": ["bank adviser", "conseiller bancaire"],
  "building finisher": ["building finisher", "ouvrier du second œuvre"], "care assistant": ["care assistant", "aide-soignant"],
  "child carer": ["child carer", "garde d’enfants"], cleaner: ["cleaner", "agent d’entretien"], cook: ["cook", "cuisinier"],
  "customer adviser": ["customer adviser", "conseiller clientèle"], driver: ["driver", "conducteur"], engineer: ["engineer", "ingénieur"],
  "farm worker": ["farm worker", "ouvrier agricole"], foreman: ["foreman", "chef d’équipe"], handler: ["handler", "manutentionnaire"],
  "home help": ["home help", "aide à domicile"], "industrial technician": ["industrial technician", "technicien industriel"],
  "kitchen help": ["kitchen help", "aide de cuisine"], machinist: ["machinist", "conducteur de machine"], manager: ["manager", "cadre dirigeant"],
  mason: ["mason", "maçon"], mechanic: ["mechanic", "mécanicien"], "metal worker": ["metal worker", "métallier"], nurse: ["nurse", "infirmier"],
  operative: ["operative", "ouvrier non qualifié"], "public officer": ["public officer", "agent public"],
  "sales representative": ["sales representative", "commercial"], secretary: ["secretary", "secrétaire"],
  "security guard": ["security guard", "agent de sécurité"], "shop assistant": ["shop assistant", "vendeur"],
  "social worker": ["social worker", "travailleur social"], teacher: ["teacher", "enseignant"],
  agriculture: ["agriculture", "agriculture"], automotive: ["automotive", "automobile"], "other industry": ["other industry", "autre industrie"],
  construction: ["construction", "construction"], trade: ["trade", "commerce"], transport: ["transport", "transports"], hospitality: ["hospitality", "hôtellerie et restauration"],
  "business services": ["business services", "services aux entreprises"], "public service": ["public service", "administration et enseignement"],
  "health and social work": ["health and social work", "santé et action sociale"],
  men: ["men", "hommes"], women: ["women", "femmes"], "under 25": ["under 25", "moins de 25 ans"], "25 to 34": ["25 to 34", "25 à 34 ans"], "35 to 49": ["35 to 49", "35 à 49 ans"],
  "50 to 59": ["50 to 59", "50 à 59 ans"], "60 and over": ["60 and over", "60 ans et plus"],
  "lowest fifth": ["lowest fifth", "cinquième le moins payé"], "second fifth": ["second fifth", "deuxième cinquième"], "third fifth": ["third fifth", "troisième cinquième"],
  "fourth fifth": ["fourth fifth", "quatrième cinquième"], "highest fifth": ["highest fifth", "cinquième le mieux payé"],
  "under 3 months": ["under 3 months", "moins de 3 mois"], "3 to 6 months": ["3 to 6 months", "3 à 6 mois"], "6 to 12 months": ["6 to 12 months", "6 à 12 mois"],
  "1 to 2 years": ["1 to 2 years", "1 à 2 ans"], "2 years and over": ["2 years and over", "2 ans et plus"],
  "textile operator": ["textile operator", "opérateur textile"], waiter: ["waiter", "serveur"],
};

/** Figures that come from the declaration of a series (indicators.ts), as [English, French]. */
const FIGURES: Record<string, [string, string]> = {
  hiring_subsidy_paid: ["Public cost: hiring subsidy", "Coût public : aide à l’embauche"],
  public_cost: ["Public cost: all people, net", "Coût public : tous les habitants, net"],
  public_cost_unemployed: ["Public cost: the unemployed, net", "Coût public : chômeurs, net"],
};

/** By what persons are grouped in the report, as [English, French]. */
const TRAITS: Record<string, [string, string]> = {
  all: ["Everyone", "Toutes les personnes"], sex: ["Sex", "Sexe"], age: ["Age", "Âge"], qualification: ["Qualification", "Diplôme"],
  status: ["Labour status", "Situation"], sector: ["Sector, of those at work", "Secteur, des personnes en emploi"],
  pay: ["Hourly pay, of those at work", "Salaire horaire, des personnes en emploi"],
  jobless: ["Time since the last work, of those who want work", "Temps depuis le dernier emploi, de qui souhaite travailler"],
};

/** What measures of the program are called in French; English names are its own. */
const MEASURES: Record<string, string> = {
  unemployment_rate: "taux de chômage", "unemployment.15_24": "taux de chômage, 15 à 24 ans", "unemployment.25_49": "taux de chômage, 25 à 49 ans",
  "unemployment.50plus": "taux de chômage, 50 ans et plus", "unemployment.cadres": "taux de chômage des cadres", "unemployment.unskilled": "taux de chômage des ouvriers non qualifiés",
  long_term_share: "sans emploi depuis un an, parmi les chômeurs", vacancy_rate: "postes à pourvoir par emploi", "employment.15_64": "taux d’emploi, 15 à 64 ans",
  "employment.15_24": "taux d’emploi, 15 à 24 ans", "employment.50_64": "taux d’emploi, 50 à 64 ans", inactive: "inactifs, halo compris", halo: "dont le halo du chômage",
  jobs: "emplois occupés", "status.cdi": "en CDI", "status.cdd": "en CDD", "status.interim": "en intérim", "status.apprentice": "apprentis", "status.independent": "indépendants",
  "mini_jobs.exclusive": "mini-job comme seul emploi", "mini_jobs.second": "mini-job à côté d’un autre emploi", cdi_share: "part des CDI parmi les salariés",
  part_time: "salariés à temps partiel", "part_time.women": "temps partiel, femmes", "part_time.men": "temps partiel, hommes",
  "part_time.more_hours": "à temps partiel et souhaitant plus d’heures", "part_time.more_hours.women": "dont les femmes", "part_time.more_hours.men": "dont les hommes",
  underemployed: "sous-emploi", "tenure.under_year": "en poste depuis moins d’un an", hires_quarter: "embauches par trimestre", "hires.cdd_share": "part des CDD dans les embauches",
  "hires.cdd_under_month": "CDD de moins d’un mois, parmi les embauches", "hires.cdd_under_month_of_cdd": "CDD de moins d’un mois, parmi les CDD",
  "hires.one_day_of_cdd": "CDD d’un jour, parmi les CDD", "hires.recalled_of_cdd": "rappels, parmi les CDD", "entry_rate.cdd": "CDD signés pour 100 salariés",
  "entry_rate.cdi": "CDI signés pour 100 salariés", "pes.share_of_hires": "embauches par le service public de l’emploi", cdi_ended_1m: "CDI rompus en moins d’un mois",
  cdi_ended_3m: "CDI rompus en moins de 3 mois", cdi_ended_12m: "CDI rompus en moins de 12 mois", "turnover.industry": "rotation dans l’industrie",
  "turnover.services": "rotation dans les services", finding: "du chômage à l’emploi", "finding.15_24": "du chômage à l’emploi, 15 à 24 ans",
  "finding.25_49": "du chômage à l’emploi, 25 à 49 ans", "finding.50_64": "du chômage à l’emploi, 50 à 64 ans", "finding.month": "sans emploi depuis moins d’un mois : vers l’emploi",
  "finding.year": "sans emploi depuis moins d’un an : vers l’emploi", "finding.third_year": "sans emploi depuis deux à trois ans : vers l’emploi",
  "finding.longer": "sans emploi depuis plus de trois ans : vers l’emploi", "flow.permanent.unemployed": "de l’emploi durable au chômage", "flow.permanent.stay": "de l’emploi durable à l’emploi durable",
  "flow.limited.permanent": "de l’emploi à durée limitée à l’emploi durable", "flow.limited.unemployed": "de l’emploi à durée limitée au chômage",
  "flow.limited.stay": "de l’emploi à durée limitée à l’emploi à durée limitée", "flow.unemployed.limited": "du chômage à l’emploi à durée limitée",
  "flow.unemployed.permanent": "du chômage à l’emploi durable", "flow.unemployed.inactive": "du chômage à l’inactivité", "flow.inactive.unemployed": "de l’inactivité au chômage",
  "flow.inactive.employed": "de l’inactivité à l’emploi", "pay.d1": "salaire net mensuel, 1er décile", "pay.median": "salaire net mensuel, médiane", "pay.d9": "salaire net mensuel, 9e décile",
  poverty: "pauvreté à 60 % de la médiane", "poverty.50": "pauvreté à 50 % de la médiane", "poverty.unemployed": "pauvreté des chômeurs",
  "poverty.employees": "pauvreté des salariés", gini: "indice de Gini du niveau de vie", low_pay: "bas salaires", "benefit.paid_share": "inscrits indemnisés",
  at_minimum: "au salaire minimum", wage_curve: "élasticité de la courbe des salaires", matching_elasticity: "élasticité de l’appariement",
  "firms.tail": "exposant des tailles d’entreprise", "staff.0_9": "effectifs des entreprises de 0 à 9 salariés", "staff.250plus": "effectifs des entreprises de 250 salariés et plus",
};

/** Sources that are sentences, in French; laws and publications keep their names. */
const SOURCES: Record<string, string> = {
  "SGB IV 8: 450 EUR from 2013": "SGB IV 8 : 450 euros dès 2013", "SGB IV 8: since 2003": "SGB IV 8 : depuis 2003", "SGB III 27: free of insurance": "SGB III 27 : dispensé d’assurance",
  "SGB V 249b 13 %, SGB VI 172 15 %, EStG 40a 2 %, levies about 1 %": "SGB V 249b 13 %, SGB VI 172 15 %, EStG 40a 2 %, prélèvements 1 % environ",
  "INTEFP, 34th national session, 2017: 53 hours a month at the minimum wage of 2015": "INTEFP, 34e session nationale, 2017 : 53 heures par mois au salaire minimum de 2015",
  "law 2013-504: 3 % up to a month": "loi 2013-504 : 3 % jusqu’à un mois", "Code du travail L1234-1: two months from two years on": "Code du travail L1234-1 : deux mois à partir de deux ans",
  "law 2008-596 created them": "loi 2008-596, qui les a créées", "choice of the scenario; Unedic 2014: 57 % of gross pay": "choix du scénario ; Unédic 2014 : 57 % du salaire brut",
  "Unedic, agreement of 2014: one for one": "Unédic, convention de 2014 : un pour un", "Unedic, agreement of 2014: four months": "Unédic, convention de 2014 : quatre mois",
  "Unedic, agreement of 2014: two years under fifty": "Unédic, convention de 2014 : deux ans avant cinquante ans",
  "Unedic, agreement of 2014: the loss of the job is involuntary or agreed": "Unédic, convention de 2014 : la perte d’emploi est involontaire ou convenue",
  "assumption, set by the elasticity of durations to potential durations, 0.1 to 0.5": "hypothèse, réglée sur l’élasticité des durées aux durées potentielles, 0,1 à 0,5",
  "assumption, with effort": "hypothèse, avec la recherche omise",
  "CUI-CIE 2013: 0.30 of gross SMIC in the mean, at most 0.47; SGB III 89: at most 0.50 of pay": "CUI-CIE 2013 : 0,30 du SMIC brut en moyenne, au plus 0,47 ; SGB III 89 : au plus 0,50 du salaire",
  "SGB III 89: at most 12 months; CIE: at most 24": "SGB III 89 : au plus 12 mois ; CIE : au plus 24", "CIE 1995: registered for 12 of the last 18 months": "CIE 1995 : inscrit 12 des 18 derniers mois",
  "CUI-CIE: 6 months": "CUI-CIE : 6 mois", "CUI-CIE: both": "CUI-CIE : les deux",
  "Code de la securite sociale L241-13, D241-7: 0.2802 to 0.2842 in 2016": "Code de la sécurité sociale L241-13, D241-7 : 0,2802 à 0,2842 en 2016",
  "CGI 244 quater C: 0.06 from 2014 to 2016": "CGI 244 quater C : 0,06 de 2014 à 2016", "D241-7 counts in the one in force": "D241-7 compte dans celui en vigueur",
  "assumption; that they do: Kroft, Lange and Notowidigdo 2013": "hypothèse ; que c’est le cas : Kroft, Lange et Notowidigdo 2013",
  "assumption; that they do, the more the older: Lahey 2008": "hypothèse ; que c’est le cas, et davantage avec l’âge : Lahey 2008",
};

/** How sources of the program begin. */
const SOURCE_BEGINNINGS: [RegExp, string][] = [[/^assumption\b/, "hypothèse"], [/^choice of the scenario\b/, "choix du scénario"], [/^law\b/, "loi"], [/^territory\b/, "territoire"],
  [/^calibrated on France 2016\b/, "calé sur la France de 2016"], [/^publication\b/, "publication"], [/^definition of\b/, "définition de"]];

const MEASURE_UNITS: Record<string, string> = { persons: "personnes", jobs: "emplois", hires: "embauches", EUR: "euros" };

export interface Named {
  label: string;
  text: string;
  unit: string;
}

export function parameterName(parameter: Parameter, language: Language): Named {
  const [english, french, meaning] = PARAMETERS[parameter.path] ?? [parameter.path, parameter.path, parameter.text];
  const unit = parameter.unit === "1" ? "" : parameter.unit;
  return language === "en" ? { label: english, text: parameter.text, unit } : { label: french, text: meaning, unit: UNITS[parameter.unit] ?? unit };
}

export function groupName(group: string, language: Language): string {
  return GROUPS[group]?.[language === "en" ? 0 : 1] ?? group;
}

/** Zones of real places keep their names. */
export function labelName(label: string, language: Language): string {
  return LABELS[label]?.[language === "en" ? 0 : 1] ?? label;
}

export function figureName(indicator: Indicator, texts: Texts, language: Language): string {
  const { id, text } = indicator;
  return (texts.indicators as Record<string, string>)[id] ?? FIGURES[id]?.[language === "en" ? 0 : 1] ?? (text ?? id).replace(/\.$/, "");
}

export function sourceName(source: string, language: Language): string {
  if (language === "en") return source;
  return SOURCES[source] ?? SOURCE_BEGINNINGS.reduce((text, [english, french]) => text.replace(english, french), source);
}

export function traitName(trait: string, language: Language): string {
  return TRAITS[trait]?.[language === "en" ? 0 : 1] ?? trait;
}

export function measureName(measure: string, label: string, unit: string, language: Language): string {
  const name = language === "en" ? label : MEASURES[measure] ?? label;
  return unit === "1" ? name : `${name} (${language === "en" ? unit : MEASURE_UNITS[unit] ?? unit})`;
}

/** Which of these have no French name: for the test. */
export function missingNames(parameters: Parameter[], groups: string[], labels: string[]): string[] {
  return [
    ...parameters.filter(({ path, unit }) => !(path in PARAMETERS) || !(unit in UNITS)).map(({ path, unit }) => `${path} [${unit}]`),
    ...parameters.map(({ source }) => sourceName(source, "fr")).filter((source) => /\b(the|of|to|from|with|at most|and|in|that|assumption)\b/.test(source)),
    ...groups.filter((group) => !(group in GROUPS)),
    ...labels.filter((label) => !(label in LABELS)),
  ];
}
