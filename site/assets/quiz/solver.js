// The sum before a registration, done while the form is filled in: it makes many registrations dear.
// Loaded where somebody registers, and no part of the page's own script.

import { searcher } from "../lib/sha256.js";

const AT_ONCE = 500;
/** So long the page may be busy before it looks at what its reader does. */
const SLICE_MS = 12;
/** So long before its end a challenge is not used any more: the request takes its time too. */
const MARGIN_MS = 30_000;

/** @typedef {{salt: string, tag: string, number: number}} Solution */

export class Solver {
  /** @param {typeof import("./api.js").call} call how to ask the server */
  constructor(call) {
    this.call = call;
    /** @type {Promise<Solution> | undefined} */
    this.work = undefined;
    this.goodUntil = 0;
    this.done = false;
  }

  /** Begins, unless a solution that is still good is there or being found. */
  begin() {
    if (this.work && performance.now() < this.goodUntil) return;
    this.done = false;
    this.goodUntil = Infinity;
    const work = this.solve();
    this.work = work;
    // Whoever takes the solution learns what went wrong; until then the next one may begin anew.
    work.then(
      () => (this.done = true),
      () => (this.goodUntil = 0),
    );
  }

  /**
   * Sends a registration with a solution, which counts once; with another one where it is too old.
   * @param {Record<string, unknown>} body
   * @param {HTMLElement} note where to say that the sum is still being done
   * @param {string} message
   */
  async register(body, note, message) {
    for (let again = false; ; again = true) {
      this.begin();
      if (!this.done) note.textContent = message;
      let solution;
      try {
        solution = await this.work;
      } finally {
        note.textContent = "";
        this.work = undefined;
      }
      try {
        return await this.call("POST", "/api/registrations", { body: { ...body, solution }, has: "code" });
      } catch (error) {
        this.begin();
        if (again || /** @type {any} */ (error)?.code !== "challenge") throw error;
      }
    }
  }

  /** @returns {Promise<Solution>} */
  async solve() {
    const asked = await this.call("GET", "/api/challenges", { has: "salt" });
    const { salt, digest, tag, numbers, expires_at, now, rtt } = asked;
    this.goodUntil = performance.now() - rtt + expires_at - now - MARGIN_MS;
    const search = searcher(`${salt}.`, digest);
    for (let next = 0; next < numbers; ) {
      const sliceEnds = performance.now() + SLICE_MS;
      while (next < numbers && performance.now() < sliceEnds) {
        const number = search(next, Math.min(numbers, next + AT_ONCE));
        if (number !== undefined) return { salt, tag, number };
        next += AT_ONCE;
      }
      await new Promise((resolve) => setTimeout(resolve));
    }
    throw new Error("a challenge without a solution");
  }
}
