// What the engine's declarations and labels are called on the page. A name that is missing here is shown as the
// engine gives it, in English; a test sees to it that none is missing for the territories of the page.
import type { Parameter } from "./engine";
import type { Language } from "./texts";

/** Label and, for French, meaning and unit of a parameter; [English label, French label, French meaning]. */
const PARAMETERS: Record<string, [string, string, string]> = {
  "demand.level": ["Economy: demand of firms", "Conjoncture : demande des entreprises", "Demande de toutes les entreprises par rapport à sa référence : la conjoncture, un choc."],
  "search.looks": ["Posts looked at on a day of search", "Offres regardées un jour de recherche", "Places où l’on regarde un jour de recherche, ouvertes ou non."],
  "search.radius_minutes": ["How far people look for work", "Distance de recherche", "Temps de trajet auquel un lieu est regardé 2,7 fois moins souvent."],
  "tasks.call_back": ["Short tasks: known people are called first", "Tâches courtes : on rappelle d’abord", "Probabilité qu’une entreprise appelle d’abord des personnes qui y ont déjà travaillé."],
  "staffing.call_back": ["Peaks: known people are called first", "Pics d’activité : on rappelle d’abord", "Probabilité qu’une entreprise appelle d’abord des personnes qu’elle connaît pour un pic d’activité."],
  "staffing.convert": ["Fixed terms continued as permanent", "CDD transformés en CDI", "Probabilité qu’une entreprise à court de personnel garde la personne dont le CDD se termine plutôt que de chercher."],
  "matching.duration_penalty": ["Mark of long unemployment", "Marque du chômage long", "Ce que les employeurs retirent par an sans emploi."],
  "matching.ageing": ["Reluctance to hire older people", "Réticence à embaucher avec l'âge", "Ce que les employeurs retirent à un candidat pour dix ans d'âge au-delà de quarante."],
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
  "hiring_subsidy.active": ["Hiring subsidy", "Aide à l’embauche", "L’État prend en charge une part du coût de qui est embauché après un long chômage."],
  "hiring_subsidy.share": ["Share of cost paid", "Part du coût payée", "Part du coût du travail versée à l’employeur."],
  "hiring_subsidy.months": ["Paid for", "Durée de l’aide", "Nombre maximal de mois pendant lesquels elle est versée."],
  "hiring_subsidy.jobless_months": ["Months without a job asked for", "Mois sans emploi exigés", "Mois sans emploi à partir desquels un chômeur y donne droit."],
  "hiring_subsidy.least_months": ["Shortest fixed term", "CDD le plus court", "Durée du plus court contrat à durée limitée qui y donne droit ; les CDI toujours."],
  "hiring_subsidy.fixed_terms": ["Fixed terms, too", "Aussi pour les CDD", "Les contrats à durée limitée y donnent droit, et pas seulement les CDI."],
};

const GROUPS: Record<string, [string, string]> = {
  minimum_wage: ["Minimum wage", "Salaire minimum"],
  mini_jobs: ["Mini-jobs", "Mini-jobs"],
  fixed_term: ["Fixed terms (CDD)", "CDD"],
  employment_protection: ["Permanent contracts (CDI)", "CDI"],
  unemployment_insurance: ["Unemployment benefit", "Allocations de chômage"],
  hiring_subsidy: ["Hiring subsidy", "Aide à l’embauche"],
};

const UNITS: Record<string, string> = {
  "EUR/hour": "euros/heure", "EUR/month": "euros/mois", "hours/week": "heures/semaine", "share of pay": "part du salaire",
  days: "jours", months: "mois", renewals: "renouvellements", "months of pay": "mois de salaire", "months of pay/year": "mois de salaire/an",
  "days/day": "jours/jour", vacancies: "offres", minutes: "minutes", probability: "probabilité",
  "log points": "points log", "ability sd/year": "écarts-types/an", "1": "", "%": "%",
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
  "textile operator": ["textile operator", "opérateur textile"], waiter: ["waiter", "serveur"],
};

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

/** Which of these have no French name: for the test. */
export function missingNames(parameters: Parameter[], groups: string[], labels: string[]): string[] {
  return [
    ...parameters.filter(({ path, unit }) => !(path in PARAMETERS) || !(unit in UNITS)).map(({ path, unit }) => `${path} [${unit}]`),
    ...groups.filter((group) => !(group in GROUPS)),
    ...labels.filter((label) => !(label in LABELS)),
  ];
}
