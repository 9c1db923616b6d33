// The options page: what the reader can choose. Each part keeps itself; this joins them.

import { commands, words } from "../browser.js";
import { LABELS } from "../labels.js";
import { localise } from "../localise.js";
import * as settings from "../settings.js";
import { showData } from "./data.js";
import { showServer } from "./server.js";
import { showSites } from "./sites.js";

const part = (id) => /** @type {any} */ (document.getElementById(id));

/** Shows the settings as they are kept. */
export async function show() {
  const chosen = await settings.read();
  part("sensitivity").replaceChildren(
    part("sensitivity").firstElementChild,
    ...settings.SENSITIVITIES.map((name) => choice("radio", "sensitivity", name, chosen.sensitivity === name)),
  );
  part("labels").replaceChildren(
    part("labels").firstElementChild,
    ...LABELS.map((name) => choice("checkbox", "labels", name, chosen.labels.includes(name))),
  );
  part("hidden").textContent = words("hiddenCount", chosen.hidden.length);
  part("reveal").hidden = chosen.hidden.length === 0;
  await Promise.all([showServer(chosen), showSites(chosen), showData(chosen)]);
}

function choice(type, name, value, checked) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type, name, value, checked });
  label.append(input, ` ${words(type === "radio" ? `sensitivity_${value}` : value)}`);
  return label;
}

async function showKeys() {
  const rows = (await commands()).flatMap(({ name, description, shortcut }) => [
    Object.assign(document.createElement("dt"), { textContent: shortcut || "–" }),
    Object.assign(document.createElement("dd"), {
      textContent: name === "_execute_action" ? words("check") : description,
    }),
  ]);
  part("keys").replaceChildren(...rows);
}

const ticked = (name) =>
  Array.from(part(name).querySelectorAll(":checked"), ({ value }) => value);

part("sensitivity").addEventListener("change", () =>
  settings.write({ sensitivity: ticked("sensitivity")[0] }),
);
part("labels").addEventListener("change", () => settings.write({ labels: ticked("labels") }));
part("reveal").addEventListener("click", () => settings.write({ hidden: [] }).then(show));

localise();
await showKeys();
await show();
