// Sends answers: soon after each choice, again until it worked, and once more as the page goes.

import { Refusal, backoff, call, pause } from "./api.js";

const QUIET_MS = 800;

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */

/**
 * The organizer may have credited extra time since.
 * @param {KeptAttempt} attempt
 * @param {number | undefined} deadlineAt as the server tells it
 */
export function prolong(attempt, deadlineAt) {
  if (!deadlineAt) return;
  attempt.creditMs += deadlineAt - attempt.deadlineAt;
  attempt.deadlineAt = deadlineAt;
}

export class Saver {
  /**
   * @param {KeptAttempt} attempt
   * @param {{keep: () => void, changed: () => void, refused: (refusal: Refusal) => void,
   *   learn: (answer: any) => void}} hooks `changed` is called whenever the state may be another
   */
  constructor(attempt, hooks) {
    this.attempt = attempt;
    this.hooks = hooks;
    this.running = false;
    this.stopped = false;
    this.failed = false;
    this.timer = 0;
    /** By the device's monotonic clock: when the server was last heard of the attempt. */
    this.heardAt = performance.now();
  }

  /** @returns {boolean} whether the server lacks something */
  pending() {
    return this.attempt.revision > this.attempt.savedRevision;
  }

  /** @returns {"none" | "saving" | "unsent" | "saved"} only an acknowledgement ends "unsent" */
  state() {
    if (this.pending()) return this.failed ? "unsent" : "saving";
    return this.attempt.savedAt ? "saved" : "none";
  }

  /** An answer changed: it is on the device already. */
  changed() {
    if (this.stopped) return;
    this.hooks.changed();
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
        this.failed = true;
        this.hooks.changed();
        await pause(backoff(tries++));
      }
    }
    this.running = false;
  }

  /** @param {boolean} [keepalive] whether the browser is to finish it without the page */
  async sendOnce(keepalive) {
    const { revision, answers, token } = this.attempt;
    const sent = { token, body: { revision, answers }, keepalive, has: "saved_at" };
    const answer = await call("PUT", "/api/attempts/answers", sent);
    if (!this.stopped) this.acknowledge(revision, answer);
  }

  /**
   * @param {number} revision
   * @param {any} answer
   */
  acknowledge(revision, answer) {
    this.failed = false;
    this.heardAt = performance.now();
    this.hooks.learn(answer);
    this.attempt.savedRevision = Math.max(this.attempt.savedRevision, revision);
    this.attempt.savedAt = answer.saved_at;
    prolong(this.attempt, answer.deadline_at);
    this.hooks.keep();
    this.hooks.changed();
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
    this.sendOnce(true).catch(() => {
      // The next visit sends it: it is still on the device.
    });
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
