// The server's time, carried on by the device's monotonic clock: its date is never believed.

import { call } from "./api.js";

/** By how much date and monotonic clock drift apart before something must have happened. */
const DRIFT_MS = 2_000;

export class ServerClock {
  /** @param {import("./store.js").Store} store keeps the last known offset for a reload */
  constructor(store) {
    this.store = store;
    /** Whether the server said the time since this page began, or since the last doubt. */
    this.sure = false;
    this.bestRtt = Infinity;
    this.rtt = Infinity;
    this.base = Date.now() + (store.read("offset") ?? 0);
    this.basePerformance = performance.now();
    this.baseDate = Date.now();
    this.slept = 0;
  }

  /** @returns {number} milliseconds UTC */
  now() {
    return Math.round(this.base + performance.now() - this.basePerformance);
  }

  /** @returns {number} by how many milliseconds the device's own date is ahead of the server's */
  ahead() {
    return Date.now() - this.now();
  }

  /**
   * Takes the time from an answer; quick answers are the exact ones.
   * @param {{now?: number, rtt: number}} answer
   */
  learn({ now, rtt }) {
    if (typeof now !== "number") return;
    this.rtt = rtt;
    if (this.sure && rtt > this.bestRtt * 2 + 100) return;
    this.bestRtt = Math.min(rtt, this.bestRtt);
    this.sure = true;
    this.set(now + rtt / 2);
  }

  /**
   * Looks whether the device slept or was given another date, which look the same from here: the
   * monotonic clock goes on alone until the server is asked.
   * @returns {boolean}
   */
  jumped() {
    const drift = Date.now() - this.baseDate - (performance.now() - this.basePerformance);
    if (Math.abs(drift) < DRIFT_MS) return false;
    this.slept = Math.max(0, drift);
    this.sure = false;
    this.bestRtt = Infinity;
    this.set(this.now());
    return true;
  }

  async ask() {
    try {
      this.learn(await call("GET", "/api/rounds", { has: "now" }));
    } catch {
      this.guess();
    }
  }

  /** The server cannot be asked: a device that slept is likelier than one with another date. */
  guess() {
    if (!this.sure) this.set(this.now() + this.slept);
    this.slept = 0;
  }

  /** @param {number} now */
  set(now) {
    this.base = now;
    this.basePerformance = performance.now();
    this.baseDate = Date.now();
    this.store.write("offset", Math.round(now - this.baseDate));
  }
}
