// Does long work in slices, so that the page can be scrolled and typed into meanwhile.

(() => {
  const SLICE = 16; // ms, a frame's time; browsers call a task long from 50 ms on
  let last = Promise.resolve();

  /** How long we have kept the page busy so far, in ms. */
  caveat.spent = 0;

  /**
   * Does what a generator does, and gives what it returns. Work is done in the order that it
   * was asked for, so that none meets another's half. Where the generator yields, the page may
   * have its turn; where it yields true, it has it: what comes next is long by itself.
   */
  caveat.slowly = (work) => {
    const done = last.then(() => inSlices(work()));
    last = done.catch(() => {}); // whoever asked for it hears of that
    return done;
  };

  async function inSlices(steps) {
    for (;;) {
      const start = performance.now();
      let step;
      do step = steps.next();
      while (!step.done && !step.value && performance.now() < start + SLICE);
      caveat.spent += performance.now() - start;
      if (step.done) return step.value;
      await scheduler.postTask(() => {}); // not scheduler.yield: it goes before the page's own timers
    }
  }
})();
