// The time left: in sight unless the reader hides it, spoken only at four moments.

import { byId } from "../lib/texts.js";
import { formatLeft } from "../lib/times.js";

const SHORT_MS = 60_000;
const LATE_MS = 2_000;

/**
 * @param {{startedAt: number, endsAt: () => number, creditMs: () => number, clock: {now: () => number},
 *   t: import("./types.js").Translate, over: () => void}} parts endsAt is later once extra time came
 * @returns {() => void} stops the timer
 */
export function startTimer({ startedAt, endsAt, creditMs, clock, t, over }) {
  const whole = endsAt() - startedAt;
  const moments = [whole / 2, 120_000, 30_000, 10_000].filter((moment) => moment <= whole / 2);
  let ends = endsAt();
  let before = ends - clock.now();
  let shown = "";
  const tick = () => {
    const left = endsAt() - clock.now();
    if (endsAt() > ends) {
      ends = endsAt();
      before = left;
      byId("announcer").textContent = `${t("quiz.timer.extended")} ${spoken(left, left, 0, t)}`;
    }
    const text = formatLeft(left);
    if (text !== shown) {
      shown = text;
      const timer = byId("timer");
      timer.textContent = text;
      timer.classList.toggle("short", left <= SHORT_MS);
      const minutes = Math.round(creditMs() / 60_000);
      byId("timer-credit").textContent = minutes ? t("quiz.timer.credited", { minutes }) : "";
      byId("timer-fill").style.width = `${Math.max(0, Math.min(100, (100 * left) / whole))}%`;
    }
    const passed = moments.filter((moment) => left <= moment && moment < before);
    const last = passed.at(-1);
    if (last && left > 0) byId("announcer").textContent = spoken(last, left, whole, t);
    before = Math.min(before, left);
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
 * Lets the reader hide the clock, which makes some people nervous; what it says is said all the same.
 * @param {boolean} hidden
 * @param {import("./types.js").Translate} t
 */
export function hideTimer(hidden, t) {
  byId("attempt-bar").classList.toggle("no-clock", hidden);
  byId("timer-hide").textContent = t(hidden ? "quiz.timer.show" : "quiz.timer.hide");
}

/**
 * @param {number} moment that has come
 * @param {number} left which is less where the device slept through the moment
 * @param {number} whole
 * @param {import("./types.js").Translate} t
 */
function spoken(moment, left, whole, t) {
  const seconds = Math.round((moment - left > LATE_MS ? left : moment) / 1_000);
  const time = { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
  const which = !time.seconds ? "minutes" : time.minutes ? "both" : "seconds";
  const said = t(`quiz.timer.left_${which}`, time);
  return moment === whole / 2 ? `${t("quiz.timer.half")} ${said}` : said;
}
