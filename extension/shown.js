// Which highlights the reader wants to see: labels that are on, marks that were not hidden.

import { REASONS } from "./labels.js";

/** Says of each highlight why it is left out (`left`: "off" or "hidden"), and drops labels that are off. */
export async function choose(highlights, { labels, hidden }) {
  const isOn = (label) => labels.includes(label);
  const isOnFor = ({ code }) => labels.some((label) => REASONS[label].includes(code));
  const isHidden = new Set(hidden);
  return Promise.all(
    highlights.map(async (highlight) => {
      if (!highlight.labels.some(isOn)) return { ...highlight, left: "off" };
      if (isHidden.has(await hash(highlight.quote))) return { ...highlight, left: "hidden" };
      const reasons = highlight.reasons.filter(isOnFor);
      return { ...highlight, labels: highlight.labels.filter(isOn), reasons };
    }),
  );
}

/** What is remembered of a sentence whose mark is hidden: SHA-256, in hexadecimal digits. */
export async function hash(quote) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(quote));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
