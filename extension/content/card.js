// The card of a mark: what it is marked as, why, and the words that moved it.

(() => {
  const NAMES = ["overstated", "unsafe"];
  const { make, words } = caveat;
  const card = make("div", "", { popover: "manual", tabIndex: -1 });
  let shown = null; // the highlight that it tells of; its mark's number may change
  let before = null; // what had the focus

  card.setAttribute("role", "dialog");
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
    event.stopPropagation(); // the page's own shortcuts stay out of the card
  });
  caveat.lay(card);

  /** A highlight's labels, in words. */
  caveat.title = ({ labels }) =>
    NAMES.filter((name) => labels.includes(name)).map((name) => words(name)).join(" · ");

  /** Opens the card of a mark and brings the mark into view. */
  caveat.open = (number) => {
    const mark = caveat.mark(number);
    if (!mark) return;
    if (caveat.concealed()) caveat.conceal(false);
    shown = mark.highlight;
    card.replaceChildren(...fill(mark.highlight));
    card.className = `card ${caveat.palette} ${mark.highlight.labels.join(" ")}`;
    card.ariaLabel = `${caveat.title(mark.highlight)}, ${words("place", number, caveat.count())}`;
    caveat.center(mark.range);
    caveat.emphasise(mark);
    caveat.raise();
    if (!card.matches(":popover-open")) {
      before = caveat.focused();
      card.showPopover();
    }
    card.focus({ preventScroll: true });
  };

  /** Opens the card of the mark after the one shown, or before it, around the ends. */
  caveat.turn = (step) => {
    const count = caveat.count();
    if (count === 0) return;
    const from = caveat.numberOf(shown) || (step > 0 ? 0 : 1);
    caveat.open(((from - 1 + step + count) % count) + 1);
  };

  caveat.close = () => {
    if (card.matches(":popover-open")) card.hidePopover();
    caveat.emphasise(null);
  };

  /** What the card says now, or null when none is open. */
  caveat.card = () => (card.matches(":popover-open") ? card.innerText : null);

  function dismiss() {
    caveat.close();
    before?.focus({ preventScroll: true });
  }

  /** Takes the mark off here, and then tells: the background may not reach this page any more. */
  async function hide() {
    const { quote } = shown;
    dismiss();
    await caveat.leave(quote);
    caveat.tell({ do: "hide", quote });
  }

  /** Opens the form that says what would be reported. */
  function report() {
    const { quote, labels, reasons, model } = shown;
    caveat.tell({ do: "wrong", mark: { quote, labels, reasons: reasons.map(({ code }) => code), model } });
  }

  function fill(highlight) {
    const heading = make("h2", `${caveat.title(highlight)} `);
    heading.append(make("small", words(highlight.strength)));
    const reasons = make("ul");
    reasons.append(...highlight.reasons.map(reason));
    const parts = [heading, make("blockquote", highlight.quote), reasons];
    if (highlight.note) parts.push(note(highlight.note));
    if (highlight.cues.length) parts.push(make("p", `${words("cues")} ${cueWords(highlight)}`, { className: "quiet" }));
    return [...parts, make("p", words("guide"), { className: "quiet" }), buttons()];
  }

  /** Why it is marked, and what to ask about that. */
  function reason({ code }) {
    const item = make("li", words(code) || code);
    if (words(`ask_${code}`)) {
      const ask = make("p", ` ${words(`ask_${code}`)}`, { className: "quiet" });
      ask.prepend(make("b", words("toAsk")));
      item.append(ask);
    }
    return item;
  }

  /** What a regulator says on the topic, where, and on which day that was looked up. */
  function note({ text, source, url, looked_up: day }) {
    const from = make("p", `${words("source")} `, { className: "quiet" });
    const date = new Date(day).toLocaleDateString(undefined, { dateStyle: "long", timeZone: "UTC" });
    from.append(make("a", source, { href: url, target: "_blank", rel: "noopener noreferrer" }), ` ${words("lookedUp", date)}`);
    const aside = make("aside", "", { className: "note" });
    aside.append(make("p", text), from);
    return aside;
  }

  function cueWords({ cues, quote, start }) {
    return cues.map((cue) => `“${quote.slice(cue.start - start, cue.end - start)}”`).join(", ");
  }

  function buttons() {
    const row = make("div", "", { className: "buttons" });
    row.append(
      make("button", words("previous"), { onclick: () => caveat.turn(-1) }),
      make("button", words("next"), { onclick: () => caveat.turn(1) }),
      make("button", words("wrong"), { onclick: report }),
      make("button", words("hide"), { onclick: hide }),
      make("button", words("close"), { onclick: dismiss }),
    );
    return row;
  }
})();
