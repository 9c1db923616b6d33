// Which sites are checked by themselves, and which are left alone.

import { rights, words } from "../browser.js";
import { runOnSites } from "../arrivals.js";
import { refill } from "../refill.js";
import * as settings from "../settings.js";
import { hostOf, hostPattern, sitePattern } from "../sites.js";
import { say, warn } from "../said.js";

const part = (id) => /** @type {any} */ (document.getElementById(id));

/** Shows both lists as they are kept. */
export async function showSites(chosen) {
  showLeftAlone(chosen);
  await showAlways(chosen);
}

async function showAlways({ always }) {
  refill(part("sites"), await Promise.all(always.map(entry)), part("site"));
}

function showLeftAlone({ never, intranets }) {
  part("left-alone").value = never.join("\n");
  part("intranets").checked = intranets;
}

async function entry(host) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words("remove") });
  button.ariaLabel = words("removeSite", host);
  button.addEventListener("click", () => remove(host));
  item.append(await standing(host), button);
  return item;
}

/** A site, with what the browser does not permit of it. */
async function standing(host) {
  if (await rights.has(sitePattern(host))) return host;
  return words((await rights.has(hostPattern(host))) ? "siteAlone" : "siteWithoutRight", host);
}

part("always").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = part("site").value.trim().toLowerCase();
  const host = hostOf(text.includes("://") ? text : `https://${text}`);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) return warn("site-said", "siteNone");
  if (!(await rights.ask(sitePattern(host)))) return warn("site-said", "siteNoRight", host);
  const { always } = await settings.read();
  await keepAlways([...new Set([...always, host])]);
  part("site").value = "";
  say("site-said", "siteAdded", host);
});

async function remove(host) {
  const { always } = await settings.read();
  for (const pattern of [sitePattern(host), hostPattern(host)]) {
    await rights.drop(pattern).catch(() => {}); // one that the manifest gives cannot go
  }
  await keepAlways(always.filter((one) => one !== host));
  say("site-said", "siteRemoved", host);
}

part("never").addEventListener("submit", async (event) => {
  event.preventDefault();
  const never = part("left-alone").value.toLowerCase().split(/\s+/).filter(Boolean);
  try {
    await settings.write({ never: [...new Set(never)], intranets: part("intranets").checked });
    showLeftAlone(await settings.read());
    say("never-said", "saved");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    warn("never-said", "neverWrong");
  }
});

async function keepAlways(always) {
  await settings.write({ always });
  await runOnSites(always);
  await showAlways({ always });
}
