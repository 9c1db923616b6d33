// Addresses of sites: which are left alone, and how browsers want them written.

const INTERNAL = /^[^.]+$|\.(local|localhost|internal|intranet|corp|lan|home\.arpa)$/;
const PRIVATE = /^(10|127)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^169\.254\.|^\[/; // RFC 1918, 3927

/** A match pattern for a server's address. Without the port: Firefox never matches one. */
export function serverPattern(address) {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/** A match pattern for one site: its host and all subdomains of that. */
export const sitePattern = (host) => `*://*.${host}/*`;

/** A match pattern for a host alone, as readers permitted it when entries did not mean subdomains. */
export const hostPattern = (host) => `*://${host}/*`;

/** Whether an address is this machine's own. */
export const isLocal = (address) => ["127.0.0.1", "localhost"].includes(new URL(address).hostname);

/** Whether the manifest lets an address be asked: this machine, unencrypted. */
export const isGiven = (address) => isLocal(address) && address.startsWith("http:");

/** The site of a page's address, or "" for what is not a web page. */
export function hostOf(address) {
  const { protocol, hostname } = URL.parse(address) ?? {};
  return /^https?:$/.test(protocol) ? hostname : "";
}

/**
 * Why a page is left alone until the reader asks for it twice, as a key of _locales, or null.
 *
 * @param {string} host
 * @param {{never: string[], intranets: boolean}} settings
 */
export function leftAlone(host, { never, intranets }) {
  if (!intranets && (INTERNAL.test(host) || PRIVATE.test(host))) return host ? "leftIntranet" : null;
  return isListed(host, never) ? "leftNever" : null;
}

/** Whether a list of sites has a host. */
export const isListed = (host, entries) => entries.some((entry) => matches(host, entry));

/** Whether an entry of the list means a host: its name, one of its subdomains, or `*` for a part. */
function matches(host, entry) {
  const parts = entry.split("*").map((part) => part.replaceAll(/[^a-z0-9-]/g, "\\$&"));
  return new RegExp(`^(.*\\.)?${parts.join(".*")}$`).test(host);
}
