/**
 * Runs the prose checkers of npm: first line in, the texts as a JSON array; then one checker's
 * name a line, answered with {seconds, found}. Seconds are of the processor, start-up apart.
 */

import { text as alex } from "alex";
import { LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";
import { createInterface } from "node:readline";
import writeGood from "write-good";

let harper;

const checkers = {
  alex: { check: (text) => alex(text).messages.length },
  "write-good": { check: (text) => writeGood(text).length },
  // Harper keeps what it said of a text: a new linter knows nothing yet.
  harper: { prepare: newHarper, check: checkWithHarper },
  "harper again": { check: checkWithHarper },
};

async function newHarper() {
  await harper?.dispose();
  harper = new LocalLinter({ binary });
  await harper.lint("Its first text takes a while.");
}

async function checkWithHarper(text) {
  return (await harper.lint(text, { language: "plaintext" })).length;
}

async function run({ prepare, check }, texts) {
  await prepare?.();
  const start = process.cpuUsage();
  let found = 0;
  for (const text of texts) {
    found += await check(text);
  }
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, found };
}

let texts;
for await (const line of createInterface({ input: process.stdin })) {
  if (texts === undefined) {
    texts = JSON.parse(line);
  } else {
    console.log(JSON.stringify(await run(checkers[line], texts)));
  }
}
