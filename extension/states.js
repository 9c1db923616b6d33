// What is known of a tab: numbers and codes, never article text. Kept in memory only.
//
// {is: "unchecked", why?}                what no check was asked for
// {is: "checking", done?, total?, tally?}  a check goes on; without numbers the page is being read
// {is: "checked", tally}
// {is: "stopped", done, total, tally?}   the reader ended the check
// {is: "failed", why, detail?, done?, total?, tally?}  the check ended early; `why` is a key of _locales

import { badge, session } from "./browser.js";
import { headline } from "./wording.js";

const PREFIX = "tab-";
const ACCENT = "#1d4e5f";
const QUIET = "#566268";
const ALARM = "#9a3412";
const UNCHECKED = { is: "unchecked" };

export const read = async (tabId) => (await session.read(PREFIX + tabId)) ?? UNCHECKED;

export const forget = (tabId) => session.forget(PREFIX + tabId);

export const watch = (tabId, hear) =>
  session.watch(PREFIX + tabId, (state) => hear(state ?? UNCHECKED));

/** Keeps a tab's state and shows it on the toolbar button. */
export async function write(tabId, state) {
  await session.write(PREFIX + tabId, state);
  await badge(tabId, { ...onBadge(state), title: headline(state) });
}

/** The tabs whose check was going on, as [tabId, state]. */
export async function unfinished() {
  const kept = Object.entries(await session.readAll());
  return kept
    .filter(([key, state]) => key.startsWith(PREFIX) && state.is === "checking")
    .map(([key, state]) => [Number(key.slice(PREFIX.length)), state]);
}

function onBadge({ is, tally }) {
  const marks = String(tally?.marks ?? 0);
  if (is === "unchecked") return { text: "", color: QUIET };
  if (is === "checking") return { text: "…", color: QUIET };
  if (is === "checked" && tally.checked && tally.complete) {
    return { text: marks, color: marks === "0" ? QUIET : ACCENT };
  }
  return { text: tally?.marks ? `${marks}?` : "?", color: ALARM };
}
