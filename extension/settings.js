// What the reader has chosen. Every value is checked when it is read, and when it is written.

import { local } from "./browser.js";
import { CODES, LABELS } from "./labels.js";

const HOST = /^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/;
const MOST_HIDDEN = 5000; // marks; the oldest are shown again

/** What holds until the reader chooses something else. */
export const DEFAULTS = Object.freeze({
  server: "http://127.0.0.1:8750",
  sensitivity: "balanced",
  labels: LABELS,
  reasonsOff: [], // the ones that are off: a reason that comes with a later server is on
  palette: "standard", // the colours of the marks
  always: [], // sites that are checked by themselves
  never: [
    ...["mail.*", "webmail.*", "outlook.*", "*bank*", "paypal.com"],
    ...["mychart*", "patientportal*", "portal.*", "*healthrecord*"],
  ],
  intranets: false, // whether addresses inside an organisation are checked
  hidden: [], // hashes of sentences whose marks the reader does not want to see
});

export const SENSITIVITIES = ["quiet", "balanced", "sensitive"];

export const PALETTES = ["standard", "distinct", "grey"]; // content/marks.css has them

const areUnique = (list) => new Set(list).size === list.length;
const areAll = (isGood) => (list) => Array.isArray(list) && list.every(isGood) && areUnique(list);

/** By setting, whether a value is allowed. */
const ALLOWED = {
  server: (value) => typeof value === "string" && asServer(value) === value,
  sensitivity: (value) => SENSITIVITIES.includes(value),
  labels: areAll((label) => LABELS.includes(label)),
  reasonsOff: areAll((code) => CODES.includes(code)),
  palette: (value) => PALETTES.includes(value),
  always: areAll((host) => /^[a-z0-9.-]+$/.test(host)),
  never: areAll((entry) => /^[a-z0-9.*-]+$/.test(entry)),
  intranets: (value) => typeof value === "boolean",
  hidden: areAll((hash) => /^[0-9a-f]{64}$/.test(hash)),
};

/** An address as the settings keep it, or null where it is none of a server. */
export function asServer(text) {
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (!url || !/^https?:$/.test(url.protocol) || !HOST.test(url.hostname)) return null;
  const isBare = !url.username && !url.password && url.pathname === "/" && !url.search && !url.hash;
  return isBare ? url.origin : null;
}

/** The settings that hold now. */
export async function read() {
  return { ...DEFAULTS, ...sound(await local.readAll()) };
}

/** Changes some settings; throws a RangeError that names one whose value is not allowed. */
export async function write(changes) {
  const wrong = Object.keys(changes).find((name) => !isSound(name, changes[name]));
  if (wrong) throw new RangeError(wrong);
  await local.write(changes);
}

/** Remembers that a sentence's mark is not wanted. */
export async function hide(hash) {
  const { hidden } = await read();
  await write({ hidden: [...new Set([...hidden, hash])].slice(-MOST_HIDDEN) });
}

/** The settings as a text that `parse` reads. */
export const format = (settings) => JSON.stringify({ caveat: 1, ...settings }, null, 2);

/**
 * Reads an exported text.
 *
 * @returns {{settings: object, ignored: string[]} | null} what can be used, the names of what
 *   cannot; null when the text is no export
 */
export function parse(text) {
  let found = null;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (found?.caveat !== 1) return null;
  const { caveat, ...values } = found;
  const settings = sound(values);
  return { settings, ignored: Object.keys(values).filter((name) => !(name in settings)) };
}

const isSound = (name, value) => Object.hasOwn(ALLOWED, name) && ALLOWED[name](value);

const sound = (values) =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => isSound(name, value)));
