// One person: who it is, what it does today, and the spells of its life so far.
import type { Outputs, Run } from "./engine";
import type { Life } from "./protocol";

const NOBODY = 0xffffffff;

export function lifeOf(run: Run, outputs: Outputs, arm: number, row: number): Life {
  const read = (table: string, name: string) =>
    Number(run.column(table, outputs.tables[table].columns.find((column) => column.name === name)!)[row]);
  const people = run.rows("people");
  const person = row + read("people", "generation") * people;
  const place = read("jobs", "place");
  const employer = read("jobs", "employer");
  const works = place !== NOBODY;
  const labels = outputs.dimensions;
  return {
    arm, row, person,
    birth: read("people", "birth_day"),
    female: read("people", "female") === 1,
    qualification: labels.qualification[read("people", "qualification")],
    zone: labels.zone[read("people", "zone")],
    status: labels.status[read("people", "status")],
    since: read("people", "since"),
    occupation: labels.occupation[read("people", "occupation")],
    employer: works ? employer : null,
    contract: works ? labels.contract[read("jobs", "contract")] : null,
    pay: (works ? read("jobs", "pay") : read("people", "last_pay")) / 100,
    hours: works ? read("jobs", "hours") : 0,
    spells: run.panelRows(outputs, "spells", person),
    labels,
  };
}
