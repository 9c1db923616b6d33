// The card of a mark, and a list of the marks for keyboards and screen readers.

(() => {
  const STYLE = `
    :host { all: initial; }
    .card { position: fixed; inset: auto 1rem 1rem auto; margin: 0; width: min(24rem, calc(100vw - 2rem));
      max-height: 60vh; overflow: auto; box-sizing: border-box; padding: 0.9rem 1rem; border: 1px solid #8a979d;
      border-left: 6px dashed #b36b00; border-radius: 8px; background: #fdfdfb; color: #1c2326;
      font: 15px/1.5 system-ui, sans-serif; box-shadow: 0 4px 18px rgb(0 0 0 / 25%); }
    .card.unsafe { border-left: 6px double #d3352b; }
    h2 { margin: 0 0 0.3rem; font-size: 16px; }
    h2 small, .guide { color: #566268; font-weight: 400; }
    blockquote { margin: 0 0 0.4rem; padding-left: 0.6rem; border-left: 2px solid #d5dbdd; }
    ul { margin: 0 0 0.4rem; padding-left: 1.2rem; }
    p { margin: 0.3rem 0; }
    .buttons { display: flex; gap: 0.4rem; }
    button { padding: 0.3rem 0.7rem; border: 1px solid #566268; border-radius: 6px; background: none; color: inherit; font: inherit; cursor: pointer; }
    :focus-visible { outline: 3px solid #1d6f8a; outline-offset: 2px; }
    .list { position: fixed; inset: auto auto 0 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .list:focus-within { inset: auto auto 1rem 1rem; width: auto; height: auto; max-width: 20rem; max-height: 50vh; overflow: auto;
      clip-path: none; padding: 0.6rem; border: 1px solid #8a979d; border-radius: 8px; background: #fdfdfb; color: #1c2326; font: 14px/1.4 system-ui, sans-serif; }
    .list button { display: block; width: 100%; margin: 0 0 0.2rem; text-align: left; }
    @media (prefers-color-scheme: dark) {
      .card, .list:focus-within { background: #1d2326; color: #e6e9ea; }
      h2 small, .guide { color: #a3afb4; }
      blockquote { border-color: #39434a; }
    }`;
  const NAMES = ["overstated", "unsafe"];

  const make = (tag, text = "", more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const host = make("div");
  const root = host.attachShadow({ mode: "closed" });
  const card = make("div", "", { popover: "manual", tabIndex: -1 });
  const list = make("nav", "", { className: "list" });
  let shown = 0;
  root.append(make("style", STYLE), list, card);
  card.setAttribute("role", "dialog");
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    event.stopPropagation(); // the page's own shortcuts stay out of the card
  });

  /** Opens the card of a mark and brings the mark into view. */
  caveat.open = (number) => {
    const mark = caveat.mark(number);
    if (!mark) return;
    shown = number;
    card.replaceChildren(...fill(mark.highlight));
    card.className = `card ${mark.highlight.labels.join(" ")}`;
    card.setAttribute("aria-label", title(mark.highlight));
    mark.range.startContainer.parentElement.scrollIntoView({ block: "center" });
    caveat.emphasise(mark);
    if (!card.matches(":popover-open")) card.showPopover();
    card.focus({ preventScroll: true });
  };

  /** What the card says now, or null when none is open. */
  caveat.card = () => (card.matches(":popover-open") ? card.innerText : null);

  /** Offers the marks to keyboards and screen readers, which highlights do not reach. */
  caveat.list = (marks) => {
    if (!host.isConnected) document.documentElement.append(host);
    list.ariaLabel = caveat.words?.markList ?? "";
    list.replaceChildren(
      ...marks.map(({ number, highlight }) => {
        const button = make("button", `${number}. ${title(highlight)}: ${highlight.quote}`);
        button.addEventListener("focus", () => caveat.emphasise(caveat.mark(number)));
        button.addEventListener("click", () => caveat.open(number));
        return button;
      }),
    );
    if (marks.length === 0) close();
  };

  function close() {
    if (card.matches(":popover-open")) card.hidePopover();
    caveat.emphasise(null);
    list.children[shown - 1]?.focus();
  }

  function title({ labels }) {
    return NAMES.filter((name) => labels.includes(name)).map((name) => caveat.words[name]).join(" · ");
  }

  function fill(highlight) {
    const { words } = caveat;
    const heading = make("h2", `${title(highlight)} `);
    heading.append(make("small", words[highlight.strength]));
    const reasons = make("ul");
    reasons.append(...highlight.reasons.map(({ code }) => make("li", words[code] ?? code)));
    const parts = [heading, make("blockquote", highlight.quote), reasons];
    if (highlight.cues.length) parts.push(make("p", `${words.cues} ${cueWords(highlight)}`));
    return [...parts, make("p", words.guide, { className: "guide" }), buttons()];
  }

  function cueWords({ cues, quote, start }) {
    return cues.map((cue) => `“${quote.slice(cue.start - start, cue.end - start)}”`).join(", ");
  }

  function buttons() {
    const row = make("div", "", { className: "buttons" });
    const turn = (step) => () => caveat.open(((shown - 1 + step + caveat.count()) % caveat.count()) + 1);
    row.append(
      make("button", caveat.words.previous, { onclick: turn(-1) }),
      make("button", caveat.words.next, { onclick: turn(1) }),
      make("button", caveat.words.close, { onclick: close }),
    );
    return row;
  }
})();
