// Puts a tab's state into words; no two states read alike, and none but `checked` sounds done.

import { counted, words } from "./browser.js";

/** The one line that says how the page stands. */
export function headline(state) {
  const { is, done, total, tally, renewal } = state;
  if (is === "unchecked") return words("unchecked");
  if (is === "checking") return total ? words("checking", done, total) : words("reading");
  if (is === "failed") return words(renewal ? "couldNotRenew" : "couldNotCheck");
  if (is === "stopped") return renewal ? words("stoppedRenewal") : words("stopped", done, total);
  if (tally.checked === 0) return words("nothingChecked");
  return isWhole(tally) ? outcome(tally) : words("notWhole", outcome(tally));
}

function outcome(tally) {
  if (!tally.marks && notShown(tally)) return words("noneShown", notShown(tally), counted("sentences", tally.checked));
  return words(tally.marks ? "marked" : "nothingMarked", ...found(tally));
}

/** Whether a check left nothing out, but for what is in another language: no more than it checked. */
export const isWhole = ({ checked, complete, waiting, skipped }) =>
  Boolean(checked && complete && !waiting && checked >= (skipped.language ?? 0));

/** Marks that were found and are not on the page. */
export const notShown = ({ unplaced, off, hidden }) => unplaced + off + hidden;

/** Everything else that the reader should know, line by line. */
export function details(state) {
  const { is, why, detail, tally } = state;
  const lines = why ? [words(why, detail ?? "")] : [];
  if ((is === "failed" || is === "stopped") && tally?.checked) lines.push(before(state));
  if (is === "checking" && tally?.marks) lines.push(words("soFar", counted("marks", tally.marks)));
  if (tally && is !== "checking") lines.push(...shortfalls(is, tally));
  if (tally?.checked && is !== "checking") lines.push(words(tally.marks ? "guide" : "noSeal"));
  return lines;
}

/** What was checked when a check ended early. */
function before({ is, done, total, tally, renewal }) {
  if (renewal) return words("beforeRenewal", ...found(tally));
  return is === "failed" ? words("before", done, total, ...found(tally)) : words("rest", ...found(tally));
}

const found = ({ marks, checked }) => [counted("marks", marks), counted("sentences", checked)];

/** What the tally does not cover, and why. */
function shortfalls(is, { skipped, unplaced, off, hidden, waiting, complete, concealed, scope }) {
  const lines = Object.entries(skipped).map(([why, count]) => words(`skipped_${why}`, count));
  if (unplaced) lines.push(counted("unplaced", unplaced));
  if (off) lines.push(counted("off", off));
  if (hidden) lines.push(counted("hidden", hidden));
  if (waiting && is === "checked" && scope !== "once") lines.push(counted("waiting", waiting));
  if (!complete) lines.push(words("incomplete"));
  if (scope === "selection") lines.push(words("onlySelection"));
  if (scope === "once") lines.push(words("onlyOnce"));
  if (concealed) lines.push(words("concealed"));
  return lines;
}
