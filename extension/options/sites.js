// Which sites are checked by themselves, and which are left alone.

import { rights, words } from "../browser.js";
import { runOnSites } from "../arrivals.js";
import * as settings from "../settings.js";
import { hostOf, sitePattern } from "../sites.js";
import { say, warn } from "../said.js";

const part = (id) => /** @type {any} */ (document.getElementById(id));

/** Shows both lists as they are kept. */
export async function showSites({ always, never, intranets }) {
  part("sites").replaceChildren(...(await Promise.all(always.map(entry))));
  part("left-alone").value = never.join("\n");
  part("intranets").checked = intranets;
}

async function entry(host) {
  const item = document.createElement("li");
  const isPermitted = await rights.has(sitePattern(host));
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words("remove") });
  button.ariaLabel = words("removeSite", host);
  button.addEventListener("click", () => remove(host));
  item.append(isPermitted ? host : words("siteWithoutRight", host), button);
  return item;
}

part("always").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = part("site").value.trim().toLowerCase();
  const host = hostOf(text.includes("://") ? text : `https://${text}`);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) return warn("site-said", "siteNone");
  if (!(await rights.ask(sitePattern(host)))) return warn("site-said", "siteNoRight", host);
  const { always } = await settings.read();
  await keep({ always: [...new Set([...always, host])] });
  part("site").value = "";
  say("site-said", "siteAdded", host);
});

async function remove(host) {
  const { always } = await settings.read();
  await keep({ always: always.filter((one) => one !== host) });
  await rights.drop(sitePattern(host)).catch(() => {}); // one that the manifest gives cannot go
  say("site-said", "siteRemoved", host);
}

part("never").addEventListener("submit", async (event) => {
  event.preventDefault();
  const never = part("left-alone").value.toLowerCase().split(/\s+/).filter(Boolean);
  try {
    await keep({ never: [...new Set(never)], intranets: part("intranets").checked });
    say("never-said", "saved");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    warn("never-said", "neverWrong");
  }
});

async function keep(changes) {
  await settings.write(changes);
  const chosen = await settings.read();
  await runOnSites(chosen.always);
  await showSites(chosen);
}
