// Small helpers to make elements.

type Child = Node | string | null | false;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void)>;

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else element.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== null && child !== false) element.append(child);
  return element;
}

export function svg(tag: string, attributes: Record<string, string | number>, ...children: (Node | string)[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

export function get<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`there is no #${id}`);
  return element as T;
}

/** Lets the browser save a text as a file. */
export function save(name: string, type: string, text: string): void {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** One line of CSV (RFC 4180). */
export function csvLine(cells: (string | number)[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replace(/"/g, '""')}"` : String(cell))).join(",") + "\r\n";
}

/** The records of a CSV text. */
export function csvRead(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const body = text.replace(/^\ufeff/, "");
  for (let i = 0; i < body.length; i++) {
    const letter = body[i];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (body[i + 1] === '"') cell += body[++i];
      else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ",") {
      rows[rows.length - 1].push(cell);
      cell = "";
    } else if (letter === "\n") {
      rows[rows.length - 1].push(cell);
      cell = "";
      rows.push([]);
    } else if (letter !== "\r") cell += letter;
  }
  if (cell !== "" || rows[rows.length - 1].length > 0) rows[rows.length - 1].push(cell);
  return rows.filter((row) => row.length > 1);
}
