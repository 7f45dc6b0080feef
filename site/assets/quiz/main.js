// The quiz from the door to the receipt.

import { saveAnswersFile } from "./answers_file.js";
import { Refusal, backoff, call, pause } from "./api.js";
import { RunningAttempt } from "./attempt.js";
import { ServerClock } from "./clock.js";
import { Entry } from "./entry.js";
import { showChecks } from "./ready.js";
import { RosterEntry } from "./roster.js";
import { Store } from "./store.js";
import { onTravel, rewind, stand } from "./trail.js";
import { alertReader, once, show } from "./views.js";
import { phaseAt, roundToEnter } from "../lib/rounds.js";
import { placeOf } from "../lib/place.js";
import { byId, catalogue, pageData } from "../lib/texts.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */

const SOON_MS = 3_600_000;
const DOOR_SPREAD_MS = 3_000;
/** An answer that is older says nothing of the connection as it is now. */
const FRESH_MS = 30_000;
/** So long after its deadline an attempt that nobody submitted has a receipt; then spread. */
const SETTLED_MS = 36_000;
const SETTLED_SPREAD_MS = 4_000;
const RECEIPT_TRIES = 20;

const data = pageData("quiz-data");
const t = catalogue(data.texts);
const store = new Store(data.contest);
const clock = new ServerClock(store);
/** @type {import("./types.js").Round[]} */
let rounds = data.rounds;
let reachedAt = -Infinity;
/** Whether an attempt, running or over, is shown, so that the ways in are not. */
let within = false;
/** @type {RunningAttempt | undefined} */
let running;

const entry = new (data.roster ? RosterEntry : Entry)({
  store,
  t,
  consentVersion: data.consent_version,
  attempts: data.attempts,
  begin,
  ended,
  learn: (answer) => clock.learn(answer),
  refresh: learnRounds,
  ready: () => once("ready-check", checkReady),
});

async function learnRounds() {
  try {
    const answer = await call("GET", "/api/rounds", { has: "rounds" });
    clock.learn(answer);
    rounds = answer.rounds;
    reachedAt = performance.now();
  } catch {
    reachedAt = -Infinity;
    rounds = data.rounds.map((/** @type {import("./types.js").Round} */ round) => ({
      ...round,
      phase: phaseAt(round, clock.now()),
    }));
  }
  const round = roundToEnter(rounds);
  entry.setRound(round);
  const wait = (round?.opens_at ?? 0) - clock.now();
  // Whoever waits at the door learns that it is open, though not all at the same instant.
  if (wait > 0 && wait < SOON_MS) setTimeout(learnRounds, wait + Math.random() * DOOR_SPREAD_MS);
}

async function checkReady() {
  if (performance.now() - reachedAt > FRESH_MS) await learnRounds();
  showChecks(reachedAt > -Infinity, clock, store.works, t);
}

/** What comes after an attempt: fetched while there is a network, needed when there may be none. */
async function later() {
  try {
    return await import("./after.js");
  } catch {
    return null;
  }
}

/**
 * @param {import("./types.js").Started} started
 * @param {string} code
 */
async function begin(started, code) {
  const { attempt, paper, prediction, receipt } = started;
  /** @type {KeptAttempt | null} */
  const kept = store.read("attempt");
  // What this device answered without a network is newer than what the server has of it, unless
  // another device has written since.
  const same = kept?.token === attempt.token || kept?.savedRevision === attempt.revision;
  const own = kept?.receiptCode === attempt.receipt_code && same && kept.revision > attempt.revision;
  await rewind();
  run({
    code,
    name: started.person.name,
    token: attempt.token,
    round: attempt.round,
    receiptCode: attempt.receipt_code,
    startedAt: attempt.started_at,
    deadlineAt: attempt.deadline_at,
    creditMs: attempt.credit_ms,
    paper,
    prediction,
    answers: own ? kept.answers : attempt.answers,
    revision: own ? kept.revision : attempt.revision,
    savedRevision: attempt.revision,
    savedAt: attempt.revision ? started.now : 0,
    flags: own ? kept.flags : [],
    current: own ? kept.current : 0,
    submitId: own ? kept.submitId : "",
    receipt,
    over: false,
  });
}

/**
 * The server starts nothing more: the last attempt that was allowed is over, here or elsewhere.
 * @param {import("./types.js").Receipt} receipt
 * @param {string} code
 */
async function ended(receipt, code) {
  /** @type {KeptAttempt | null} */
  const kept = store.read("attempt");
  const own = kept?.receiptCode === receipt.code ? kept : null;
  await rewind();
  run({
    name: "",
    token: "",
    round: receipt.round,
    receiptCode: receipt.code,
    startedAt: receipt.started_at,
    deadlineAt: receipt.submitted_at,
    creditMs: 0,
    paper: [],
    prediction: "",
    answers: {},
    revision: 0,
    savedRevision: 0,
    savedAt: 0,
    flags: [],
    current: 0,
    submitId: "",
    over: true,
    ...own,
    code,
    receipt,
    last: true,
  });
}

/** @param {KeptAttempt} attempt */
function run(attempt) {
  within = true;
  store.write("attempt", attempt);
  store.remove("code");
  if (attempt.receipt || attempt.over) {
    finished(attempt);
    return;
  }
  stand({ page: attempt.current });
  running?.stop();
  running = new RunningAttempt(attempt, {
    store,
    clock,
    t,
    missing: data.missing,
    finished: () => finished(attempt),
    refused: (refusal) => {
      within = false;
      entry.code = attempt.code;
      if (entry.divert(refusal)) return;
      store.write("code", attempt.code);
      entry.go("enter");
      alertReader(refusal.message);
    },
  });
  if (!store.works) alertReader(t("quiz.error.storage"));
  later();
}

/** @param {KeptAttempt} attempt that is over */
async function finished(attempt) {
  remember(attempt);
  rewind();
  const { receipt, receiptCode: code } = attempt;
  const again = mayStartAgain(attempt);
  for (const id of ["receipt-again", "ended-again"]) byId(id).hidden = !again;
  for (const id of ["timer-row", "timer-track"]) byId(id).hidden = true;
  const status = byId("status");
  status.dataset.state = receipt ? "submitted" : "none";
  status.textContent = t(`quiz.status.${receipt?.state ?? "over"}`, { code });
  byId("rescue").hidden = attempt.revision <= attempt.savedRevision;
  byId("ended-code").textContent = code;
  show(receipt ? "receipt" : "ended");
  const after = await later();
  if (!after) alertReader(t("quiz.error.after", { code }));
  else await after.showAfter(attempt, { rounds, now: clock.now(), t });
  if (!receipt && attempt.token) await awaitReceipt(attempt);
}

/**
 * Nobody submitted in time: once nothing can be on its way any more, the last save is what counts.
 * @param {KeptAttempt} attempt
 */
async function awaitReceipt(attempt) {
  const settled = attempt.deadlineAt + SETTLED_MS + Math.random() * SETTLED_SPREAD_MS;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, settled - clock.now())));
  for (let tries = 0; within && tries < RECEIPT_TRIES; tries += 1) {
    try {
      const { receipt } = await call("GET", "/api/attempts/receipt", { token: attempt.token, has: "receipt" });
      attempt.receipt = receipt;
      store.write("attempt", attempt);
      await finished(attempt);
      return;
    } catch (error) {
      if (error instanceof Refusal && error.code !== "not_submitted") return;
      await pause(backoff(tries));
    }
  }
}

/** @param {KeptAttempt} attempt that is over: which ones this device has seen of a person */
function remember(attempt) {
  const done = store.read("done");
  const codes = done?.code === attempt.code ? done.receipts : {};
  store.write("done", {
    code: attempt.code,
    receipts: { ...codes, [attempt.receiptCode]: attempt.round },
  });
}

/**
 * What other devices did is not known here: the server has the last word.
 * @param {KeptAttempt} attempt that is over
 * @returns {boolean} whether the contest may allow another one now
 */
function mayStartAgain(attempt) {
  const { limit, per } = data.attempts;
  const open = rounds.find((round) => (round.phase ?? phaseAt(round, clock.now())) === "open");
  /** @type {string[]} */
  const done = Object.values(store.read("done")?.receipts ?? {});
  const counted = per === "contest" ? done : done.filter((round) => round === open?.id);
  return limit > 1 && !attempt.last && Boolean(open) && counted.length < limit && attempt.code !== "";
}

function startAgain() {
  within = false;
  entry.code = store.read("attempt")?.code ?? "";
  store.remove("start");
  entry.see("ready");
}

/** From another device back to this one, as from this one to another. */
function takeBack() {
  within = false;
  entry.code = store.read("attempt")?.code ?? "";
  running?.stop();
  byId("rescue").hidden = true;
  entry.go("takeover");
}

function forget() {
  store.remove("attempt", "start", "takeover", "code", "done");
  location.assign(placeOf("/"));
}

for (const id of ["receipt-done", "ended-done"]) byId(id).addEventListener("click", forget);
for (const id of ["receipt-again", "ended-again"]) byId(id).addEventListener("click", startAgain);
byId("reading-back").addEventListener("click", takeBack);
byId("ready-check").addEventListener("click", () => {
  reachedAt = -Infinity;
  once("ready-check", checkReady);
});
byId("rescue-file").addEventListener("click", () => {
  const attempt = store.read("attempt");
  if (attempt) saveAnswersFile(attempt, data.contest, clock.now());
});
onTravel(({ view }) => {
  if (!within && view) entry.revisit(view);
});

/** @type {KeptAttempt | null} */
const kept = store.read("attempt");
if (kept && !kept.receipt && !kept.over) {
  run(kept);
  await learnRounds();
} else {
  await learnRounds();
  const open = rounds.find((round) => round.phase === "open");
  // An old receipt must not stand in the way of the next round.
  if (kept && (!open || open.id === kept.round)) run(kept);
  else entry.door({ focus: false });
}
