// The one file that talks to the browser's API; the rest of the extension asks it.

const api = globalThis.browser ?? globalThis.chrome;
const plural = new Intl.PluralRules(api.i18n.getUILanguage());

const OWN = api.runtime.getManifest().host_permissions;

/** The words for a key of _locales, with its placeholders filled. */
export const words = (key, ...values) => api.i18n.getMessage(key, values.map(String));

/** The words for a number of things: "1 mark", "3 marks". */
export const counted = (key, count) => words(`${key}_${plural.select(count)}`, count);

/** The number of the tab in front. */
export async function frontTab() {
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  return tab.id;
}

/** The address that a tab shows, or "" where the extension may not know. */
export const address = async (tabId) => (await api.tabs.get(tabId)).url ?? "";

/** @typedef {chrome.scripting.InjectionResult<any> & {error?: Error}} Result Firefox adds the error */

/** Loads content scripts into a tab, in order. Rejects where the browser allows none. */
export async function load(tabId, files) {
  /** @type {Result[]} */
  const results = await api.scripting.executeScript({ target: { tabId }, files });
  // On pages that are closed to extensions Firefox runs nothing and does not reject.
  if (!results.length || results[0].error) throw new Error("nothing was loaded");
}

/** Runs a function in a tab at once, beside the content scripts, and gives what it returned. */
export async function ask(tabId, func, ...args) {
  const injection = { target: { tabId }, func, args, injectImmediately: true };
  /** @type {Result[]} */
  const [answer] = await api.scripting.executeScript(injection);
  if (answer.error) throw new Error(answer.error.message ?? String(answer.error));
  return answer.result;
}

/** Adds the marks' style. Firefox paints in shadow roots only from USER, Chromium only AUTHOR. */
export async function addStyle(tabId, file) {
  const origins = /** @type {const} */ (["AUTHOR", "USER"]);
  await Promise.all(origins.map((origin) => api.scripting.insertCSS({ target: { tabId }, files: [file], origin })));
}

/** Values by key, in memory for as long as the browser runs. */
export const session = {
  /** @returns {Promise<any>} */
  read: async (key) => (await api.storage.session.get(key))[key],
  /** @returns {Promise<Record<string, any>>} */
  readAll: () => api.storage.session.get(),
  write: (key, value) => api.storage.session.set({ [key]: value }),
  forget: (key) => api.storage.session.remove(key),
  watch(key, hear) {
    api.storage.session.onChanged.addListener((changes) => {
      if (key in changes) hear(changes[key].newValue);
    });
  },
};

/** What is kept on this machine. */
export const local = {
  /** @returns {Promise<Record<string, any>>} */
  readAll: () => api.storage.local.get(),
  write: (values) => api.storage.local.set(values),
  forget: (key) => api.storage.local.remove(key),
};

/** Forgets everything: what is kept, what is in memory, what was permitted. */
export async function eraseAll() {
  await api.storage.local.clear();
  await api.storage.session.clear();
  const { origins } = await api.permissions.getAll();
  const given = origins.filter((origin) => !OWN.includes(origin));
  if (given.length) await api.permissions.remove({ origins: given });
}

/** The right to reach addresses; asking needs the reader's click just before. */
export const rights = {
  has: (pattern) => api.permissions.contains({ origins: [pattern] }),
  ask: (pattern) => api.permissions.request({ origins: [pattern] }),
  drop: (pattern) => api.permissions.remove({ origins: [pattern] }),
};

/** Runs content scripts by themselves on the sites of these patterns, and on no others. */
export async function runOn(matches, files) {
  const [known] = await api.scripting.getRegisteredContentScripts({ ids: ["own"] });
  if (known) await api.scripting.unregisterContentScripts({ ids: ["own"] });
  if (matches.length) await api.scripting.registerContentScripts([{ id: "own", matches, js: files }]);
}

/** The keys of the manifest's commands, as the reader has them: [{name, description, shortcut}]. */
export const commands = () => api.commands.getAll();

/** Opens a page of the extension in a tab. */
export const openPage = (path) => api.tabs.create({ url: api.runtime.getURL(path) });

/** Closes the tab that this page of the extension fills. */
export async function closePage() {
  const tab = await api.tabs.getCurrent();
  await api.tabs.remove(tab.id);
}

/** Asks the background to do something. */
export const send = (message) => api.runtime.sendMessage(message);

/** Hears what the extension's pages and content scripts ask for; `tabId` is a content script's. */
export function onMessage(hear) {
  api.runtime.onMessage.addListener((message, sender) => {
    if (sender.id === api.runtime.id) hear(message, sender.tab?.id);
  });
}

/** Hears that all is to be erased; whoever asked for it hears when `hear` is done. */
export function onErase(hear) {
  api.runtime.onMessage.addListener((message, sender, answer) => {
    if (sender.id !== api.runtime.id || message.do !== "erase") return false;
    hear().then(answer);
    return true; // the answer comes later
  });
}

/** Hears that a tab may show another page: Chromium says so of every link within a page, too. */
export function onMove(hear) {
  api.tabs.onUpdated.addListener((tabId, change) => {
    if (change.status) hear(tabId);
  });
}

/** Hears that a tab is gone. */
export const onGone = (hear) => api.tabs.onRemoved.addListener(hear);

/** Hears a keyboard shortcut of the manifest. */
export function onCommand(hear) {
  api.commands.onCommand.addListener((name, tab) => hear(name, tab.id));
}

/** Hears that the extension was installed or updated. */
export function onInstalled(hear) {
  api.runtime.onInstalled.addListener(({ reason }) => hear(reason));
}

/** Puts entries into the context menu: [{id, title, contexts}]. */
export async function fillMenu(entries) {
  await api.contextMenus.removeAll();
  for (const entry of entries) api.contextMenus.create(entry);
}

/** Hears a choice from the context menu. */
export function onMenu(hear) {
  api.contextMenus.onClicked.addListener(({ menuItemId }, tab) => hear(menuItemId, tab.id));
}

/** Shows a few characters on the toolbar button, and says what they mean when it is pointed at. */
export async function badge(tabId, { text, color, title }) {
  // The tab may be gone by now; then there is no button to write on.
  await Promise.all([
    api.action.setBadgeText({ tabId, text }),
    api.action.setBadgeBackgroundColor({ tabId, color }),
    api.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
    api.action.setTitle({ tabId, title }),
  ]).catch(() => {});
}
