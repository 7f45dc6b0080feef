// Before the start: whether the connection, the clock and this device's memory will do.

import { byId } from "../lib/texts.js";
import { formatDecimal, formatHour } from "../lib/times.js";

const SLOW_MS = 2_000;
/** A device's date that is off by less is not worth a word. */
const ASTRAY_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 1_440;

/**
 * @param {boolean} reached whether the server answered just now
 * @param {import("./clock.js").ServerClock} clock
 * @param {boolean} stores whether the browser keeps what is answered
 * @param {import("./types.js").Translate} t
 */
export function showChecks(reached, clock, stores, t) {
  const slow = clock.rtt > SLOW_MS;
  const seconds = formatDecimal(Math.max(0.1, clock.rtt / 1_000).toFixed(1));
  const network = reached ? (slow ? "slow" : "good") : "none";
  say("network", slow || !reached, t(`quiz.check.network_${network}`, { seconds }));
  const minutes = Math.round(Math.abs(clock.ahead()) / 60_000);
  const unit = minutes < HOUR_MINUTES ? "minutes" : minutes < DAY_MINUTES ? "hours" : "days";
  const amount = t(`quiz.check.${unit}`, {
    minutes: minutes % HOUR_MINUTES,
    hours: Math.floor(minutes / HOUR_MINUTES),
  });
  const astray = Math.abs(clock.ahead()) >= ASTRAY_MS;
  const known = astray ? (clock.ahead() > 0 ? "fast" : "slow") : "good";
  const time = reached ? known : "unknown";
  say("clock", !reached, t(`quiz.check.clock_${time}`, { at: formatHour(clock.now()), amount }));
  say("storage", !stores, t(`quiz.check.storage_${stores ? "good" : "none"}`));
}

/**
 * @param {string} what
 * @param {boolean} warns
 * @param {string} text
 */
function say(what, warns, text) {
  const line = byId(`check-${what}`);
  line.dataset.state = warns ? "warn" : "good";
  line.textContent = text;
}
