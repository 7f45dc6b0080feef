// The quiz from the door to the receipt.

import { call } from "./api.js";
import { RunningAttempt } from "./attempt.js";
import { ServerClock } from "./clock.js";
import { Entry } from "./entry.js";
import { showEnded, showReceipt } from "./receipt.js";
import { RosterEntry } from "./roster.js";
import { Store } from "./store.js";
import { alertReader, show } from "./views.js";
import { phaseAt, roundToEnter } from "../lib/rounds.js";
import { byId, catalogue, pageData } from "../lib/texts.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */

const SOON_MS = 3_600_000;
const DOOR_SPREAD_MS = 3_000;

const data = pageData("quiz-data");
const t = catalogue(data.texts);
const store = new Store(data.contest);
const clock = new ServerClock(store);
/** @type {import("./types.js").Round[]} */
let rounds = data.rounds;

const entry = new (data.roster ? RosterEntry : Entry)({
  store,
  t,
  consentVersion: data.consent_version,
  attempts: data.attempts,
  begin,
  ended,
  learn: (answer) => clock.learn(answer),
  refresh: learnRounds,
});

async function learnRounds() {
  try {
    const answer = await call("GET", "/api/rounds");
    clock.learn(answer);
    rounds = answer.rounds;
  } catch {
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

/**
 * @param {import("./types.js").Started} started
 * @param {string} code
 */
function begin(started, code) {
  const { attempt, paper, prediction, receipt } = started;
  /** @type {KeptAttempt | null} */
  const kept = store.read("attempt");
  // What this device answered without a network is newer than what the server has of it.
  const own = kept?.token === attempt.token && kept.revision > attempt.revision;
  run({
    code,
    name: started.person.name,
    token: attempt.token,
    round: attempt.round,
    receiptCode: attempt.receipt_code,
    startedAt: attempt.started_at,
    deadlineAt: attempt.deadline_at,
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
function ended(receipt, code) {
  /** @type {KeptAttempt | null} */
  const kept = store.read("attempt");
  const own = kept?.receiptCode === receipt.code ? kept : null;
  run({
    name: "",
    token: "",
    round: receipt.round,
    receiptCode: receipt.code,
    startedAt: receipt.started_at,
    deadlineAt: receipt.submitted_at,
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
  store.write("attempt", attempt);
  store.remove("code");
  const finished = () => {
    remember(attempt);
    const again = mayStartAgain(attempt);
    for (const id of ["receipt-again", "ended-again"]) byId(id).hidden = !again;
    if (attempt.receipt) showReceipt(attempt, rounds, t);
    else showEnded(attempt, rounds, t);
  };
  if (attempt.receipt || attempt.over) {
    finished();
    return;
  }
  new RunningAttempt(attempt, {
    store,
    clock,
    t,
    missing: data.missing,
    finished,
    refused: (refusal) => {
      entry.code = attempt.code;
      if (entry.divert(refusal)) return;
      store.write("code", attempt.code);
      entry.go("enter");
      alertReader(refusal.message);
    },
  });
  if (!store.works) alertReader(t("quiz.error.storage"));
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
  entry.code = store.read("attempt")?.code ?? "";
  store.remove("start");
  show("ready");
}

function forget() {
  store.remove("attempt", "start", "takeover", "code", "done");
  location.assign("/");
}

for (const id of ["receipt-done", "ended-done"]) byId(id).addEventListener("click", forget);
for (const id of ["receipt-again", "ended-again"]) byId(id).addEventListener("click", startAgain);

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
