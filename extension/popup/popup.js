// Opening the popup checks the page; it shows how far that is and what came of it.

import { frontTab, openPage, send, words } from "../browser.js";
import { LABELS } from "../labels.js";
import { localise } from "../localise.js";
import { mark } from "../marked.js";
import * as page from "../page.js";
import * as settings from "../settings.js";
import * as states from "../states.js";
import { details, headline, isWhole } from "../wording.js";

const LOOK = 5000; // ms; asking wakes a background that was ended in the middle of a check
const part = (id) => /** @type {any} */ (document.getElementById(id));
const tabId = await frontTab();
const { palette } = await settings.read();
/** @type {states.State} */
let now = states.UNCHECKED;
let listed = "[]";

/** Shows a state; no two of them look alike. */
async function show(state) {
  now = state;
  const { is, done, total, tally } = state;
  const marks = tally?.marks ?? 0;
  const unjudged = is === "checked" && !isWhole(tally);
  document.body.className = `${is} ${marks ? "marks" : ""} ${unjudged ? "unjudged" : ""}`;
  part("headline").textContent = headline(state);
  part("details").replaceChildren(...details(state).map((line) => make("p", line)));
  part("progress").hidden = is !== "checking";
  if (is === "checking") swap("check", "stop");
  else swap("stop", "check");
  part("check").textContent = words(offer(state));
  part("conceal").hidden = part("keys").hidden = marks === 0;
  part("conceal").textContent = words(tally?.concealed ? "reveal" : "conceal");
  part("gap").hidden = !tally?.checked;
  showProgress(done, total);
  // Their text is asked of the page and stays in this window.
  const found = marks ? await page.listed(tabId).catch(() => []) : [];
  if (now === state) list(found);
}

/** What the button offers to do, as a key of _locales. */
function offer(state) {
  if (state.is === "unchecked") return state.why ? "anyway" : "check";
  return next(state) === state.scope ? "again" : "whole";
}

/** What the button checks: what was to be checked, but for a selection that is done with or is none. */
const next = (/** @type {states.State} */ { is, why, scope }) => (is === "checked" || why === "noSelection" ? "page" : scope);

/** Shows one button in place of another, and leaves the focus to it. */
function swap(gone, shown) {
  const isFocused = document.activeElement === part(gone);
  part(shown).hidden = false;
  if (isFocused) part(shown).focus();
  part(gone).hidden = true;
}

function list(found) {
  const texts = JSON.stringify(found);
  if (texts === listed) return; // what is the same keeps the focus
  listed = texts;
  part("marks").replaceChildren(...found.map(link));
  for (const label of LABELS) mark(document.querySelectorAll(`li b.${label}`), { palette, label });
}

function showProgress(done, total) {
  part("progress").max = total ?? 1;
  if (total) part("progress").value = done;
  else part("progress").removeAttribute("value");
}

function link({ number, labels, quote }) {
  const button = make("button");
  for (const label of labels) {
    button.append(Object.assign(make("b", words(label)), { className: label }), " ");
  }
  button.append(make("span", quote));
  button.addEventListener("click", async () => {
    await send({ do: "open", tabId, number });
    close();
  });
  const item = make("li");
  item.append(button);
  return item;
}

const make = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text });
const check = () => send({ do: "check", tabId, anyway: Boolean(now.why) && now.is === "unchecked", scope: next(now) });

for (const name of ["options", "sent", "reports"]) {
  part(name).addEventListener("click", () => openPage(`${name}/${name}.html`).then(close));
}
localise();
part("progress").ariaLabel = words("progress");
part("stop").textContent = words("stop");
part("keys").textContent = words("keys");
part("check").addEventListener("click", check);
part("stop").addEventListener("click", () => send({ do: "stop", tabId }));
part("conceal").addEventListener("click", () => send({ do: "conceal", tabId, yes: !now.tally.concealed }));
part("missing").addEventListener("click", () => send({ do: "missing", tabId }).then(close));
setInterval(() => now.is === "checking" && send({ do: "wake" }), LOOK);

states.watch(tabId, show);
await show(await states.read(tabId));
if ((now.is === "unchecked" && !now.why) || (now.is === "failed" && now.scope === "page")) check();
