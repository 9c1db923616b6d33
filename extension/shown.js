// Which highlights the reader wants to see: labels and reasons that are on, marks that were not hidden.

import { CODES, REASONS } from "./labels.js";

/** Says of each highlight why it is left out (`left`: "off" or "hidden"), and drops what is off of it. */
export async function choose(highlights, { labels, reasonsOff, hidden }) {
  const isHidden = new Set(hidden);
  return Promise.all(
    highlights.map(async (highlight) => {
      const wanted = narrow(highlight, labels, reasonsOff);
      if (!wanted.labels.length) return { ...highlight, left: "off" };
      if (isHidden.has(await hash(highlight.quote))) return { ...highlight, left: "hidden" };
      return wanted;
    }),
  );
}

/** Drops the labels and the reasons that are off; a label goes with the last of its reasons. */
function narrow(highlight, labels, reasonsOff) {
  const isOn = ({ code }) => !reasonsOff.includes(code);
  const isWanted = (label) => {
    const own = highlight.reasons.filter(isOf(label));
    return labels.includes(label) && (!own.length || own.some(isOn));
  };
  const wanted = highlight.labels.filter(isWanted);
  const reasons = highlight.reasons.filter((one) => isOn(one) && wanted.some((label) => isOf(label)(one)));
  return { ...highlight, labels: wanted, reasons };
}

/** Whether a reason is one of a label; a reason that is newer than this extension may be of any. */
const isOf = (label) => ({ code }) => REASONS[label].includes(code) || !CODES.includes(code);

/** What is remembered of a sentence whose mark is hidden: SHA-256, in hexadecimal digits. */
export async function hash(quote) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(quote));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
