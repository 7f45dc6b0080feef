// How many have taken part so far, as the schedule writes it every ten minutes.

import { formatMoment, formatNumber } from "./times.js";

/**
 * @typedef {{made_at: number, attempts: number, people: number, by_day: [string, number][],
 *   units: [string, string, number, number][]}} Live
 */

/**
 * @param {string} round
 * @returns {Promise<Live | null>} null where nothing is told yet, and where the network fails
 */
export async function liveOf(round) {
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
