// What Caveat shows above the page, in a closed shadow root: no style leaks in or out.

(() => {
  const STYLE = `
    :host { all: initial !important; }
    .card, .list:focus-within { --ink: #1c2326; --paper: #fdfdfb; --quiet: #566268; --line: #d5dbdd; --accent: #1d4e5f;
      --overstated: #b36b00; --unsafe: #d3352b; box-sizing: border-box; border: 1px solid var(--line); border-radius: 8px;
      background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
      box-shadow: 0 1px 3px rgb(0 0 0 / 12%), 0 8px 24px rgb(0 0 0 / 18%); }
    @media (prefers-color-scheme: dark) {
      .card, .list:focus-within { --ink: #e6e9ea; --paper: #15191b; --quiet: #a3afb4; --line: #39434a; --accent: #8fc9db; }
    }
    .card.distinct { --overstated: #1f86cc; --unsafe: #d55e00; }
    .card.grey { --overstated: #767676; --unsafe: #767676; }
    .card { color-scheme: light dark; position: fixed; inset: auto 16px 16px auto; margin: 0; width: min(400px, calc(100vw - 32px));
      max-height: 70vh; overflow: auto; padding: 14px 18px; border-left: 4px solid var(--overstated); }
    .card.unsafe { border-left: 6px double var(--unsafe); }
    h2 { margin: 0 0 6px; font-size: 16px; line-height: 1.3; }
    h2 small, .quiet { color: var(--quiet); font-size: 13px; font-weight: 400; }
    blockquote { margin: 0 0 10px; padding-left: 10px; border-left: 2px solid var(--line); font: 15px/1.5 Georgia, "Noto Serif", serif; }
    ul { margin: 0 0 8px; padding: 0; list-style: none; }
    li { margin-bottom: 6px; }
    p { margin: 6px 0; }
    li p { margin: 2px 0 0; }
    .note { margin: 10px 0; padding: 2px 10px 4px; border-radius: 6px; background: color-mix(in srgb, var(--accent) 10%, transparent); }
    a { color: var(--accent); }
    .buttons { position: sticky; bottom: -14px; display: flex; flex-wrap: wrap; gap: 6px; margin-top: 4px; padding: 6px 0 14px; margin-bottom: -14px;
      background: var(--paper); }
    button { padding: 4px 12px; border: 1px solid var(--quiet); border-radius: 6px; background: none; color: inherit; font: inherit; font-size: 14px; cursor: pointer; }
    button:hover { border-color: var(--accent); color: var(--accent); }
    .card:focus { outline: none; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .list, .said { position: fixed; inset: auto auto 0 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .list:focus-within { inset: auto auto 16px 16px; width: auto; height: auto; max-width: 320px; max-height: 50vh; overflow: auto;
      clip-path: none; padding: 10px; font-size: 14px; z-index: 2147483647; }
    .list button { display: block; width: 100%; margin: 0 0 4px; text-align: left; }
    @media print { :host { display: none !important; } }`;

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "closed" });
  const said = document.createElement("div");
  said.className = "said";
  said.setAttribute("role", "status");

  /** Makes an element with a text in it. */
  caveat.make = (tag, text = "", more = {}) =>
    Object.assign(document.createElement(tag), { textContent: text, ...more });

  /** Puts elements into the layer, once. */
  caveat.lay = (...parts) => root.append(...parts);

  /** Puts the layer on the page, again where the page has thrown it out. */
  caveat.raise = () => {
    if (!host.isConnected) document.documentElement.append(host);
  };

  /** What has the focus, in the layer or on the page. */
  caveat.focused = () => root.activeElement ?? document.activeElement;

  /** Tells screen readers something, once, without moving the focus. */
  caveat.say = (text) => {
    caveat.raise();
    if (said.textContent !== text) said.textContent = text;
  };

  /** What screen readers were told last. */
  caveat.said = () => said.textContent;

  host.addEventListener("click", (event) => event.stopPropagation()); // no mark beneath is meant

  root.append(caveat.make("style", STYLE), said);
  caveat.raise(); // now: screen readers do not hear of a text that appears together with its place
})();
