// How many have taken part so far, as the schedule writes it every ten minutes.

import { formatMoment, formatNumber } from "./times.js";

/**
 * @typedef {{made_at: number, attempts: number, people: number, by_day: [string, number][],
 *   units: [string, string, number, number][]}} Live
 */

const EVERY_MS = 600_000;
const MADE_WITHIN_MS = 60_000;

/**
 * @param {string} round
 * @param {number} opensAt
 * @param {number} now the server's time
 * @returns {Promise<Live | null>} null where nothing is told yet, and where the network fails
 */
export async function liveOf(round, opensAt, now) {
  // What cannot be there yet is not asked for: browsers log every file that is missing as an error.
  if (now < Math.ceil(opensAt / EVERY_MS) * EVERY_MS + MADE_WITHIN_MS) return null;
  try {
    const response = await fetch(`/data/${encodeURIComponent(round)}.live.json`);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/**
 * @param {Live} live
 * @param {(key: string, details: Record<string, string>) => string} t
 */
export function liveSentence({ attempts, people, units, made_at }, t) {
  return t(units.length ? "site.live.says" : "site.live.says_people", {
    attempts: formatNumber(attempts),
    people: formatNumber(people),
    units: formatNumber(units.length),
    at: formatMoment(made_at),
  });
}
