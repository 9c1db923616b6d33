// The one content script that talks to the browser's API: content scripts cannot import browser.js.

// Not ??=: an element of the page with that id would be found there.
if (!Object.hasOwn(globalThis, "caveat")) globalThis.caveat = {};

(() => {
  const api = globalThis.browser?.runtime?.id ? globalThis.browser : globalThis.chrome;
  const plural = new Intl.PluralRules(api.i18n.getUILanguage());

  /** The words for a key of _locales, with its placeholders filled. */
  caveat.words = (key, ...values) => api.i18n.getMessage(key, values.map(String));

  /** The words for a number of things: "1 mark", "3 marks". */
  caveat.counted = (key, count) => caveat.words(`${key}_${plural.select(count)}`, count);

  /** Tells the background something; after an update of the extension nobody listens any more. */
  caveat.tell = (message) => api.runtime?.id && api.runtime.sendMessage(message).catch(() => {});

  /** An element's shadow root, closed ones included. */
  caveat.shadow = (element) =>
    (api.dom?.openOrClosedShadowRoot
      ? element instanceof HTMLElement && api.dom.openOrClosedShadowRoot(element)
      : (element.openOrClosedShadowRoot ?? element.shadowRoot)) || null;
})();
