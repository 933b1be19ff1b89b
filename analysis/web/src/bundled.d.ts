// What bundle.mjs puts into the page.
declare module "bundled:wasm" {
  const wasm: Uint8Array;
  export default wasm;
}
declare module "bundled:worker" {
  const code: string;
  export default code;
}
declare module "bundled:territories" {
  import type { Territory } from "./territory";
  const territories: Territory[];
  export default territories;
}
declare module "bundled:licences" {
  const licences: { name: string; version: string; licence: string; text: string }[];
  export default licences;
}
