// Puts a tab's state into words; no two states read alike, and none but `checked` sounds done.

import { counted, words } from "./browser.js";

/** The one line that says how the page stands. */
export function headline(state) {
  const { is, done, total, tally } = state;
  if (is === "unchecked") return words("unchecked");
  if (is === "checking") return total ? words("checking", done, total) : words("reading");
  if (is === "failed") return words("couldNotCheck");
  if (is === "stopped") return words("stopped", done, total);
  if (tally.checked === 0) return words("nothingChecked");
  if (!tally.marks && notShown(tally)) return words("noneShown", notShown(tally), counted("sentences", tally.checked));
  return words(tally.marks ? "marked" : "nothingMarked", ...found(tally));
}

/** Marks that were found and are not on the page. */
export const notShown = ({ unplaced, off, hidden }) => unplaced + off + hidden;

/** Everything else that the reader should know, line by line. */
export function details(state) {
  const { is, why, detail, done, total, tally } = state;
  const lines = why ? [words(why, detail ?? "")] : [];
  if (is === "failed" && tally?.checked) lines.push(words("before", done, total, ...found(tally)));
  if (is === "stopped" && tally?.checked) lines.push(words("rest", ...found(tally)));
  if (is === "checking" && tally?.marks) lines.push(words("soFar", counted("marks", tally.marks)));
  if (tally && is !== "checking") lines.push(...shortfalls(is, tally));
  if (tally?.checked && is !== "checking") lines.push(words(tally.marks ? "guide" : "noSeal"));
  return lines;
}

const found = ({ marks, checked }) => [counted("marks", marks), counted("sentences", checked)];

/** What the tally does not cover, and why. */
function shortfalls(is, { skipped, unplaced, off, hidden, waiting, complete, concealed, scope }) {
  const lines = Object.entries(skipped).map(([why, count]) => words(`skipped_${why}`, count));
  if (unplaced) lines.push(counted("unplaced", unplaced));
  if (off) lines.push(counted("off", off));
  if (hidden) lines.push(counted("hidden", hidden));
  if (waiting && is === "checked") lines.push(counted("waiting", waiting));
  if (!complete) lines.push(words("incomplete"));
  if (scope === "selection") lines.push(words("onlySelection"));
  if (scope === "once") lines.push(words("onlyOnce"));
  if (concealed) lines.push(words("concealed"));
  return lines;
}
