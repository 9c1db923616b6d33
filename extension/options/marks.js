// Which marks the reader wants to see, and how readily a sentence is marked.

import { words } from "../browser.js";
import { LABELS, REASONS } from "../labels.js";
import { mark } from "../marked.js";
import * as settings from "../settings.js";

const part = (id) => /** @type {any} */ (document.getElementById(id));
const make = (tag, more) => Object.assign(document.createElement(tag), more);

/** Shows what is chosen of the marks. */
export function showMarks({ sensitivity, labels, reasonsOff, palette, hidden }) {
  const one = (id, names, chosen) => fill(id, names.map((name) => choice("radio", id, name, name === chosen)));
  one("sensitivity", settings.SENSITIVITIES, sensitivity);
  one("palette", settings.PALETTES, palette);
  fill("labels", LABELS.flatMap((label) => [
    choice("checkbox", "labels", label, labels.includes(label)),
    reasonsOf(label, reasonsOff),
  ]));
  follow();
  showSample(palette);
  showHidden({ hidden });
}

function showHidden({ hidden }) {
  part("hidden").textContent = words("hiddenCount", hidden.length);
  part("reveal").hidden = hidden.length === 0;
}

/** Puts choices under a legend. */
const fill = (id, choices) => part(id).replaceChildren(part(id).firstElementChild, ...choices);

function reasonsOf(label, off) {
  const group = make("fieldset", { className: "reasons", name: label, ariaLabel: words(label) });
  group.append(...REASONS[label].map((code) => choice("checkbox", "reasons", code, !off.includes(code))));
  return group;
}

function choice(type, name, value, checked) {
  const label = document.createElement("label");
  const text = words(type === "radio" ? `${name}_${value}` : value);
  label.append(make("input", { type, name, value, checked }), ` ${text}`);
  return label;
}

/** The reasons of a label can be chosen while the label is on. */
function follow() {
  const on = values("labels", ":checked");
  for (const group of part("labels").querySelectorAll(".reasons")) group.disabled = !on.includes(group.name);
}

/** Marks the samples, a light page and a dark one, as pages will be marked. */
function showSample(palette) {
  CSS.highlights.clear();
  for (const label of LABELS) mark(document.querySelectorAll(`.sample .${label}`), { palette, label });
}

const values = (name, which) =>
  Array.from(document.querySelectorAll(`input[name=${name}]${which}`), (input) => /** @type {any} */ (input).value);

part("sensitivity").addEventListener("change", () =>
  settings.write({ sensitivity: values("sensitivity", ":checked")[0] }),
);
part("labels").addEventListener("change", () => {
  follow();
  return settings.write({
    labels: values("labels", ":checked"),
    reasonsOff: values("reasons", ":not(:checked)"),
  });
});
part("palette").addEventListener("change", () => {
  const [palette] = values("palette", ":checked");
  showSample(palette);
  return settings.write({ palette });
});
part("reveal").addEventListener("click", async () => {
  await settings.write({ hidden: [] });
  showHidden({ hidden: [] });
  part("hidden").focus(); // the button is gone
});
