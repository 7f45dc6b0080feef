// Sends answers: soon after each choice, again until it worked, and once more as the page goes.

import { Refusal, backoff, call, pause } from "./api.js";

const QUIET_MS = 800;

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */

export class Saver {
  /**
   * @param {KeptAttempt} attempt
   * @param {{keep: () => void, status: (state: string) => void,
   *   refused: (refusal: Refusal) => void, learn: (answer: any) => void}} hooks
   */
  constructor(attempt, hooks) {
    this.attempt = attempt;
    this.hooks = hooks;
    this.running = false;
    this.stopped = false;
    this.timer = 0;
  }

  /** @returns {boolean} whether the server lacks something */
  pending() {
    return this.attempt.revision > this.attempt.savedRevision;
  }

  /** An answer changed: it is on the device already. */
  changed() {
    if (this.stopped) return;
    this.hooks.status("saving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), QUIET_MS);
  }

  async send() {
    if (this.running || this.stopped) return;
    this.running = true;
    for (let tries = 0; this.pending() && !this.stopped; ) {
      try {
        await this.sendOnce();
        tries = 0;
      } catch (error) {
        if (this.stopped) break;
        if (error instanceof Refusal) {
          if (this.adopt(error)) continue;
          this.stop();
          this.hooks.refused(error);
          break;
        }
        this.hooks.status("unsent");
        await pause(backoff(tries++));
      }
    }
    this.running = false;
  }

  async sendOnce() {
    const { revision, answers, token } = this.attempt;
    const answer = await call("PUT", "/api/attempts/answers", { token, body: { revision, answers } });
    if (this.stopped) return;
    this.hooks.learn(answer);
    this.attempt.savedRevision = Math.max(this.attempt.savedRevision, revision);
    this.attempt.savedAt = answer.saved_at;
    this.hooks.keep();
    this.hooks.status(this.pending() ? "saving" : "saved");
  }

  /**
   * A newer revision is stored (this device's own last word, or another tab's): go past it.
   * @param {Refusal} refusal
   * @returns {boolean} whether to try again
   */
  adopt(refusal) {
    if (refusal.code !== "stale_revision") return false;
    const stored = Number(refusal.details.revision ?? this.attempt.revision);
    this.attempt.revision = Math.max(this.attempt.revision, stored) + 1;
    this.hooks.keep();
    return true;
  }

  /** The page is going: the browser finishes this request without it. */
  flush() {
    if (this.stopped || !this.pending()) return;
    const { revision, answers, token } = this.attempt;
    call("PUT", "/api/attempts/answers", { token, body: { revision, answers }, keepalive: true })
      .then(() => {
        this.attempt.savedRevision = Math.max(this.attempt.savedRevision, revision);
        this.hooks.keep();
      })
      .catch(() => {
        // The next visit sends it: it is still on the device.
      });
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
