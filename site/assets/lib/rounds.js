// What is open now: from the server where it answers, else from the dates and the reader's clock.

/**
 * @typedef {{id: string, name: string, opens_at: number, closes_at: number,
 *   publishes_at: number, phase?: string}} Round
 */

/**
 * @param {Round[]} written the rounds that the build wrote into the page
 * @returns {Promise<Round[]>} the same with their phase
 */
export async function roundsNow(written) {
  return (await stateNow(written)).rounds;
}

/**
 * @param {Round[]} written the rounds that the build wrote into the page
 * @returns {Promise<{rounds: Round[], now: number}>} the same with their phase, and what time it is
 */
export async function stateNow(written) {
  try {
    const response = await fetch("/api/rounds", { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return await response.json();
  } catch {
    const now = Date.now();
    return { rounds: written.map((round) => ({ ...round, phase: phaseAt(round, now) })), now };
  }
}

/**
 * @param {Round} round
 * @param {number} now
 * @returns {string}
 */
export function phaseAt(round, now) {
  if (now < round.opens_at) return "upcoming";
  if (now < round.closes_at) return "open";
  return now < round.publishes_at ? "closed" : "published";
}

/**
 * The round to speak of: the open one, else the next, else none.
 * @param {Round[]} rounds
 * @returns {Round | undefined}
 */
export function roundToEnter(rounds) {
  return (
    rounds.find((round) => round.phase === "open") ??
    rounds.find((round) => round.phase === "upcoming")
  );
}
