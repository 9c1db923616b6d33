// While a check runs, the page keeps the background awake: browsers end one that is silent for 30 s.

(() => {
  const EVERY = 10_000; // ms
  let timer = 0;

  /** Says whether a check of this page is going on. */
  caveat.busy = (yes) => {
    clearInterval(timer);
    if (yes) timer = setInterval(() => caveat.tell({ do: "wake" }), EVERY);
  };
})();
