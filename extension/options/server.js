// Which server texts go to: asked live, and kept only once it has answered.

import { rights, words } from "../browser.js";
import { describe } from "../server.js";
import * as settings from "../settings.js";
import { isGiven, isLocal, serverPattern } from "../sites.js";
import { say, warn } from "../said.js";

const address = /** @type {HTMLInputElement} */ (document.getElementById("address"));
const goes = document.getElementById("goes");

/** Shows the server that is kept, and what it says of itself. */
export async function showServer({ server }) {
  address.value = server;
  showWhere(server);
  await ask(server);
}

/** Says in words which machine will get the texts. */
function showWhere(server) {
  if (isLocal(server)) goes.textContent = words("goesLocal");
  else goes.textContent = words(server.startsWith("https:") ? "goesTo" : "goesOpenly", new URL(server).host);
}

/** Asks a server what it is, and says that; whether it is one. */
async function ask(server) {
  say("facts", "serverAsking");
  try {
    const { version, codebook, limits } = await describe(server);
    const numbers = [limits.blocks, limits.characters, limits.seconds];
    say("facts", "serverFacts", new URL(server).host, version, codebook, ...numbers.map((n) => n.toLocaleString()));
    return true;
  } catch (error) {
    warn("facts", error.key, error.detail ?? "");
    return false;
  }
}

document.getElementById("server").addEventListener("submit", async (event) => {
  event.preventDefault();
  const server = settings.asServer(address.value.trim());
  if (!server) return warn("facts", "serverNoAddress");
  // Asked first of all: browsers want the click to be just before.
  if (!isGiven(server) && !(await rights.ask(serverPattern(server)))) return warn("facts", "serverNoRight");
  if (!(await ask(server))) return;
  await settings.write({ server });
  showWhere(server);
  address.value = server;
});
