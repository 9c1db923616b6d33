// Shows a report as it would be sent, and sends it when the reader says so.

import { closePage, openPage, words } from "../browser.js";
import * as drafts from "../drafts.js";
import { localise } from "../localise.js";
import * as reports from "../reports.js";
import { say, warn } from "../said.js";
import { describe, report } from "../server.js";
import * as settings from "../settings.js";

const id = new URLSearchParams(location.search).get("draft");
const part = (name) => /** @type {any} */ (document.getElementById(name));
const { server } = await settings.read();
let draft = await drafts.read(id);

/** Fills the form; what was typed before comes back. */
function fill() {
  fit("quote", draft.quote);
  part("quote").readOnly = draft.kind === "wrong";
  fit("comment", draft.comment);
  part("goes").textContent = words("reportGoes", new URL(server).host);
  part("form").hidden = part("exactly").hidden = false;
}

/** Shows a text as far as it is sent, and says so where it goes on. */
function fit(name, text) {
  const field = part(name);
  const { selectionEnd } = field;
  const whole = drafts.cut(text) === text;
  if (field.value !== drafts.cut(text)) {
    field.value = drafts.cut(text);
    field.selectionEnd = selectionEnd;
  }
  part(`${name}-cut`).textContent = whole ? "" : words("reportCut");
}

/** Shows the rest of what would be sent, in words, and all of it as it would go. */
function show() {
  const { labels, reasons, model } = draft;
  part("facts").replaceChildren(
    ...fact("reportLabels", labels.length ? labels.map((label) => words(label)) : [words("reportNoLabels")]),
    ...(reasons.length ? fact("reportReasons", reasons.map((code) => words(code) || code)) : []),
    ...fact("reportModel", [model]),
  );
  part("request").textContent = JSON.stringify(drafts.asSent(draft));
}

function fact(name, lines) {
  const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const all = make("dd", "");
  all.append(...lines.map((line) => make("div", line)));
  return [make("dt", words(name)), all];
}

/** Takes what was typed or pasted into the draft. */
async function take({ target }) {
  fit(target.id, target.value);
  draft = { ...draft, [target.id]: target.value.trim() };
  show();
  await drafts.write(id, draft);
}

/** Learns which model the report is about, where no check has told that. */
async function askModel() {
  try {
    draft.model = (await describe(server)).version;
  } catch (error) {
    warn("said", error.key, error.detail);
    part("send").hidden = true;
    part("retry").hidden = false;
  }
}

async function send(event) {
  event.preventDefault();
  part("send").disabled = true;
  say("said", "reportSending");
  try {
    await finish(await report(server, drafts.asSent(draft)));
  } catch (error) {
    warn("said", error.key, error.detail);
  }
  part("send").disabled = false;
}

/** Shows the receipt in place of the form. */
async function finish(receipt) {
  part("form").hidden = true;
  part("done").hidden = false;
  part("receipt").textContent = receipt;
  part("done").focus(); // the button that had the focus is gone with the form
  await drafts.forget(id);
  const { kind, quote } = drafts.asSent(draft);
  const kept = { receipt, server, kind, quote, sent: new Date().toISOString() };
  const done = () => say("said", "reportKept", new URL(server).host);
  await reports.keep(kept).then(done, () => warn("said", "receiptNotKept"));
}

async function cancel() {
  await drafts.forget(id);
  await closePage();
}

localise();
part("heading").textContent = words(draft ? `report_${draft.kind}` : "report");
part("gone").hidden = Boolean(draft);
part("form").addEventListener("input", take);
part("quote").addEventListener("change", () => (part("quote").value = part("quote").value.trim()));
part("form").addEventListener("submit", send);
part("cancel").addEventListener("click", cancel);
part("reports").addEventListener("click", () => openPage("reports/reports.html"));
part("retry").addEventListener("click", () => location.reload());
if (draft) {
  fill();
  if (!draft.model) await askModel();
  show();
}
