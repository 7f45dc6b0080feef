// Practice: the quiz's paper with questions that lie open, counted here and sent nowhere.

import { drawPaper } from "./draw.js";
import { drawResult } from "./result.js";
import { Paper } from "../quiz/paper.js";
import { hideTimer, startTimer } from "../quiz/timer.js";
import { onTravel, rewind, stand } from "../quiz/trail.js";
import { byId, catalogue, pageData } from "../lib/texts.js";

/** @type {import("./types.js").PracticeData} */
const data = pageData("page-data");
const t = catalogue(data.texts);
const clock = { now: () => Date.now() };

/** @type {() => void} lets go of the paper that is open */
let leave = () => {};

/**
 * @param {string} name
 * @param {{focus?: boolean}} [options]
 */
function showView(name, { focus = true } = {}) {
  for (const view of ["start", "paper", "review", "result"]) {
    byId(`view-${view}`).hidden = view !== name;
  }
  const title = byId("practice-title");
  title.classList.toggle("hidden-text", name !== "start");
  byId("attempt-bar").hidden = name !== "paper" && name !== "review";
  if (!focus) return;
  scrollTo(0, 0);
  const top = document.querySelector(`#view-${name} [tabindex="-1"]`);
  (top instanceof HTMLElement ? top : title).focus({ preventScroll: true });
}

/** @param {boolean} timed */
function begin(timed) {
  const questions = drawPaper(data);
  /** @type {import("../quiz/paper.js").Sheet} */
  const sheet = { paper: questions, prediction: "", answers: {}, flags: [], current: 0, revision: 0 };
  const closing = new AbortController();
  const nothing = () => {};
  for (const id of ["timer-row", "timer-track"]) byId(id).hidden = !timed;
  const paper = new Paper(sheet, {
    t,
    missing: data.missing,
    keep: nothing,
    answered: nothing,
    show: showView,
  });
  let stopTimer = nothing;
  leave = () => {
    stopTimer();
    paper.close();
    closing.abort();
  };
  const finish = (/** @type {boolean} */ timeOver) => {
    leave();
    rewind();
    drawResult(questions, sheet.answers, data, t, timeOver);
    showView("result");
  };
  byId("submit").addEventListener("click", () => finish(false), { signal: closing.signal });
  if (!timed) return;
  const startedAt = clock.now();
  stopTimer = startTimer({
    startedAt,
    endsAt: () => startedAt + data.limit_ms,
    creditMs: () => 0,
    clock,
    t,
    over: () => finish(true),
  });
}

function startOver() {
  leave();
  rewind();
  showView("start");
}

let hidden = false;

function toggleTimer() {
  hidden = !hidden;
  hideTimer(hidden, t);
}

byId("start-timed").addEventListener("click", () => begin(true));
byId("start-untimed").addEventListener("click", () => begin(false));
byId("result-again").addEventListener("click", startOver);
byId("leave").addEventListener("click", startOver);
byId("timer-hide").addEventListener("click", toggleTimer);
onTravel(({ view }) => {
  if (view === "start") startOver();
});
stand({ view: "start" });
hideTimer(hidden, t);
showView("start", { focus: false });
