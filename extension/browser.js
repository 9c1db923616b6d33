// The one file that talks to the browser's API; the rest of the extension asks it.

const api = globalThis.browser ?? globalThis.chrome;

/** The words for a key of _locales, with its placeholders filled. */
export const words = (key, ...values) => api.i18n.getMessage(key, values.map(String));

/** The number of the tab in front. */
export async function frontTab() {
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  return tab.id;
}

/** Loads content scripts into a tab, in order. Rejects where the browser allows none. */
export async function load(tabId, files) {
  const results = await api.scripting.executeScript({ target: { tabId }, files });
  // On pages that are closed to extensions Firefox runs nothing and does not reject.
  if (!results.length || results[0].error) throw new Error("nothing was loaded");
}

/** Runs a function in a tab, beside the content scripts, and gives what it returned. */
export async function ask(tabId, func, ...args) {
  const [answer] = await api.scripting.executeScript({ target: { tabId }, func, args });
  if (answer.error) throw new Error(answer.error.message ?? String(answer.error));
  return answer.result;
}

/** Adds the marks' style. Firefox paints in shadow roots only from USER, Chromium only AUTHOR. */
export async function addStyle(tabId, file) {
  for (const origin of ["AUTHOR", "USER"]) {
    await api.scripting.insertCSS({ target: { tabId }, files: [file], origin });
  }
}

const key = (tabId) => `tab-${tabId}`;

/** What is known of a tab: numbers and codes, never article text. */
export const state = {
  async read(tabId) {
    return (await api.storage.session.get(key(tabId)))[key(tabId)] ?? { is: "unchecked" };
  },
  write: (tabId, value) => api.storage.session.set({ [key(tabId)]: value }),
  forget: (tabId) => api.storage.session.remove(key(tabId)),
  watch(tabId, show) {
    api.storage.session.onChanged.addListener((changes) => {
      if (key(tabId) in changes) show(changes[key(tabId)].newValue ?? { is: "unchecked" });
    });
  },
};

/** Asks the background to do something to a tab. */
export const send = (message) => api.runtime.sendMessage(message);

/** Hears what the popup asks for. */
export function onMessage(hear) {
  api.runtime.onMessage.addListener((message, sender) => {
    if (sender.id === api.runtime.id) hear(message);
  });
}

/** Hears that a tab shows another page, or is gone. */
export function onLeave(hear) {
  api.tabs.onUpdated.addListener((tabId, change) => {
    if (change.status === "loading") hear(tabId);
  });
  api.tabs.onRemoved.addListener(hear);
}

/** Shows a few characters on the toolbar button. */
export function badge(tabId, text) {
  // The tab may be gone by now; then there is no button to write on.
  return api.action.setBadgeText({ tabId, text }).catch(() => {});
}
