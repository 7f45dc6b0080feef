// The time left: always in sight, spoken only at four moments.

import { byId } from "../lib/texts.js";
import { formatLeft } from "../lib/times.js";

const SHORT_MS = 60_000;

/**
 * @param {{startedAt: number, deadlineAt: number, clock: {now: () => number},
 *   t: import("./types.js").Translate, over: () => void}} parts
 * @returns {() => void} stops the timer
 */
export function startTimer({ startedAt, deadlineAt, clock, t, over }) {
  const whole = deadlineAt - startedAt;
  const moments = [whole / 2, 120_000, 30_000, 10_000].filter((moment) => moment <= whole / 2);
  let before = deadlineAt - clock.now();
  let shown = "";
  const tick = () => {
    const left = deadlineAt - clock.now();
    const text = formatLeft(left);
    if (text !== shown) {
      shown = text;
      const timer = byId("timer");
      timer.textContent = text;
      timer.classList.toggle("short", left <= SHORT_MS);
      byId("timer-fill").style.width = `${Math.max(0, Math.min(100, (100 * left) / whole))}%`;
    }
    const passed = moments.filter((moment) => left <= moment && moment < before);
    if (passed.length) byId("announcer").textContent = spoken(passed[0], whole, t);
    before = left;
    if (left <= 0) {
      stop();
      over();
    }
  };
  const timer = setInterval(tick, 250);
  const stop = () => clearInterval(timer);
  tick();
  return stop;
}

/**
 * @param {number} left
 * @param {number} whole
 * @param {import("./types.js").Translate} t
 */
function spoken(left, whole, t) {
  const minutes = Math.floor(left / 60_000);
  const seconds = Math.round((left % 60_000) / 1_000);
  if (left === whole / 2) return t("quiz.timer.half", { minutes, seconds });
  return seconds === 0
    ? t("quiz.timer.left_minutes", { minutes })
    : t("quiz.timer.left_seconds", { seconds: Math.round(left / 1_000) });
}
