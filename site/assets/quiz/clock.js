// The server's time, carried on by the device's monotonic clock: its date is never believed.

export class ServerClock {
  /** @param {import("./store.js").Store} store keeps the last known offset for a reload */
  constructor(store) {
    this.store = store;
    this.bestRtt = Infinity;
    const offset = store.read("offset") ?? 0;
    this.base = Date.now() + offset;
    this.basePerformance = performance.now();
    this.baseDate = Date.now();
  }

  /** @returns {number} milliseconds UTC */
  now() {
    return Math.round(this.base + performance.now() - this.basePerformance);
  }

  /**
   * Takes the time from an answer; quick answers are the exact ones.
   * @param {{now?: number, rtt: number}} answer
   */
  learn({ now, rtt }) {
    if (typeof now !== "number" || rtt > this.bestRtt * 2 + 100) return;
    this.bestRtt = Math.min(rtt, this.bestRtt);
    this.set(now + rtt / 2);
  }

  /** Catches up after the device slept, where the monotonic clock may have stood still. */
  wake() {
    const byDate = Date.now() - this.baseDate;
    const byClock = performance.now() - this.basePerformance;
    if (byDate > byClock + 1_000) this.set(this.base + byDate);
    this.bestRtt = Infinity;
  }

  /** @param {number} now */
  set(now) {
    this.base = now;
    this.basePerformance = performance.now();
    this.baseDate = Date.now();
    this.store.write("offset", Math.round(now - this.baseDate));
  }
}
