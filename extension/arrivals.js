// The sites that are checked by themselves: a small script runs there, and nowhere else.

import { rights, runOn } from "./browser.js";
import { hostPattern, sitePattern } from "./sites.js";

// Firefox takes a path without the slash from the page that registers it.
const SCRIPTS = ["/content/browser.js", "/content/arrive.js"];

/** Has the script run on these sites, as far as the reader still permits it. */
export async function runOnSites(hosts) {
  const patterns = hosts.flatMap((host) => [sitePattern(host), hostPattern(host)]);
  const permitted = await Promise.all(patterns.map(rights.has));
  await runOn(patterns.filter((_, index) => permitted[index]), SCRIPTS);
}
