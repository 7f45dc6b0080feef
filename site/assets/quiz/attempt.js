// One running attempt: paper, clock and saver together, until it is submitted or over.

import { Refusal, Unreachable, backoff, newId, pause } from "./api.js";
import { Hold } from "./hold.js";
import { Paper } from "./paper.js";
import { Saver, prolong } from "./saver.js";
import { StatusLine } from "./status_line.js";
import { receiptOf, sendSubmission } from "./submission.js";
import { hideTimer, startTimer } from "./timer.js";
import { alertReader, clearAlert, once, show } from "./views.js";
import { byId } from "../lib/texts.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */

/** Everybody's time may end at the same instant; not everybody needs to arrive at it. */
const SPREAD_MS = 1_500;
/** After so long without a word from the server it is asked whether this device still may write. */
const IDLE_MS = 120_000;
const JUST_NOW_MS = 3_000;
/** What was heard so recently of an attempt still holds when its time is over. */
const RECENT_MS = 30_000;
const PULSE_MS = 1_000;

export class RunningAttempt {
  /**
   * @param {KeptAttempt} attempt
   * @param {{store: import("./store.js").Store, clock: import("./clock.js").ServerClock,
   *   t: import("./types.js").Translate, missing: string, finished: () => void,
   *   refused: (refusal: Refusal) => void}} parts
   */
  constructor(attempt, { store, clock, t, missing, finished, refused }) {
    this.attempt = attempt;
    this.store = store;
    this.clock = clock;
    this.t = t;
    this.finished = finished;
    this.refused = refused;
    this.submitting = false;
    this.failures = 0;
    this.status = new StatusLine(t);
    /** @type {"" | "tab" | "device"} who writes instead of this page */
    this.reading = "";
    this.listening = new AbortController();
    const keep = () => this.keep();
    this.saver = new Saver(attempt, {
      keep,
      changed: () => this.showStatus(),
      refused: (refusal) => this.onRefusal(refusal),
      learn: (answer) => clock.learn(answer),
    });
    const answered = () => this.saver.changed();
    this.paper = new Paper(attempt, { t, missing, keep, show, answered });
    this.listen();
    this.read(attempt.elsewhere ? "device" : "");
    for (const id of ["timer-row", "timer-track"]) byId(id).hidden = false;
    hideTimer(Boolean(store.read("no_clock")), t);
    this.stopTimer = this.startTimer();
    this.pulse = setInterval(() => this.watch(), PULSE_MS);
    if (this.saver.pending()) this.saver.changed();
    this.hold = new Hold(`${store.prefix}attempt`, {
      gained: () => this.onGained(),
      lost: () => this.reading || this.read("tab"),
    });
  }

  listen() {
    const { signal } = this.listening;
    byId("submit").addEventListener("click", () => once("submit", () => this.submit()), { signal });
    byId("timer-hide").addEventListener("click", () => this.toggleTimer(), { signal });
    byId("reading-seize").addEventListener("click", () => this.hold.seize(), { signal });
    addEventListener("pagehide", () => this.saver.flush(), { signal });
    addEventListener("online", () => this.saver.send(), { signal });
    document.addEventListener("visibilitychange", () => this.onVisible(), { signal });
    addEventListener("storage", (event) => this.onOtherTab(event), { signal });
  }

  /** What only looks on must not overwrite what the writer keeps. */
  keep() {
    if (!this.reading) this.store.write("attempt", this.attempt);
  }

  startTimer() {
    return startTimer({
      startedAt: this.attempt.startedAt,
      endsAt: () => this.attempt.deadlineAt,
      creditMs: () => this.attempt.creditMs,
      clock: this.clock,
      t: this.t,
      over: () => this.timeOver(),
    });
  }

  toggleTimer() {
    const hidden = !this.store.read("no_clock");
    this.store.write("no_clock", hidden);
    hideTimer(hidden, this.t);
  }

  /** @param {"" | "tab" | "device"} reason */
  read(reason) {
    this.reading = reason;
    this.saver.stopped = Boolean(reason);
    byId("reading-tab").hidden = reason !== "tab";
    byId("reading-device").hidden = reason !== "device";
    byId("submit").hidden = Boolean(reason);
    this.paper.lock(Boolean(reason));
    this.showStatus();
  }

  /** This tab may write; the first time it could all along, later the other one has gone. */
  onGained() {
    if (this.reading === "tab") {
      const kept = this.store.read("attempt");
      if (kept?.token !== this.attempt.token) {
        location.reload();
        return;
      }
      Object.assign(this.attempt, kept);
      if (kept.receipt || kept.over) {
        this.stop();
        this.finished();
        return;
      }
      this.read(kept.elsewhere ? "device" : "");
      this.paper.draw();
    }
    if (this.reading) this.check();
    else if (this.attempt.submitId) this.submit();
    else this.saver.send();
  }

  showStatus() {
    this.status.show(this.stateNow(), this.attempt.savedAt);
    byId("rescue").hidden =
      !this.saver.pending() || !(this.reading === "device" || this.failures > 1 || !this.store.works);
  }

  /** @returns {string} */
  stateNow() {
    if (this.reading) return `reading_${this.reading}`;
    if (this.submitting) return this.failures ? "unsubmitted" : "submitting";
    return this.saver.state();
  }

  onVisible() {
    if (document.visibilityState === "hidden") {
      this.saver.flush();
      return;
    }
    this.watch();
    this.saver.send();
    if (!this.saver.pending() && performance.now() - this.saver.heardAt > JUST_NOW_MS) this.check();
  }

  /** Notices once a second that the device slept, and now and then that nothing was sent for long. */
  watch() {
    if (this.clock.jumped()) this.clock.ask();
    const idle = performance.now() - this.saver.heardAt > IDLE_MS;
    if (idle && document.visibilityState === "visible") this.check();
  }

  /** Whether this device still may write, or the attempt is over, though nothing is to be sent. */
  async check() {
    if (this.submitting || this.reading === "tab") return;
    this.saver.heardAt = performance.now();
    try {
      this.finish(await receiptOf(this.attempt));
    } catch (error) {
      if (!(error instanceof Refusal)) return;
      if (error.code === "open_elsewhere") this.onRefusal(error);
      // Extra time comes with a save; who saves nothing learns of it here.
      prolong(this.attempt, error.details.deadline_at);
    }
  }

  /**
   * The same attempt in another tab: the newer answers are the ones that count.
   * @param {StorageEvent} event
   */
  onOtherTab(event) {
    const other = this.store.read("attempt");
    if (event.key !== `${this.store.prefix}attempt` || other?.token !== this.attempt.token) return;
    if (other.receipt) {
      Object.assign(this.attempt, other);
      this.stop();
      this.finished();
    } else if (other.revision > this.attempt.revision) {
      this.attempt.answers = other.answers;
      this.attempt.revision = other.revision;
      this.attempt.savedRevision = Math.max(other.savedRevision, this.attempt.savedRevision);
      this.paper.draw();
    }
  }

  async timeOver() {
    const { signal } = this.listening;
    for (let tries = 0; !this.clock.sure && !signal.aborted; ) {
      await this.clock.ask();
      if (!this.clock.sure) await pause(backoff(tries++));
    }
    if (performance.now() - this.saver.heardAt > RECENT_MS) await this.check();
    if (signal.aborted) return;
    if (this.clock.now() < this.attempt.deadlineAt) {
      this.stopTimer = this.startTimer();
      return;
    }
    byId("announcer").textContent = this.t("quiz.ended.title");
    await pause(Math.random() * SPREAD_MS);
    if (this.reading) await this.check();
    else await this.submit();
  }

  async submit() {
    if (this.submitting || this.reading) return;
    this.submitting = true;
    this.showStatus();
    // Kept before it is sent: a retry, even after a reload, is the same submission.
    this.attempt.submitId ||= newId();
    this.keep();
    this.saver.stop();
    this.paper.lock(true);
    for (this.failures = 0; !this.listening.signal.aborted && !this.reading; ) {
      try {
        await this.submitOnce();
        return;
      } catch (error) {
        if (error instanceof Refusal) {
          if (this.saver.adopt(error)) continue;
          this.onRefusal(error);
          return;
        }
        if (!(error instanceof Unreachable)) throw error;
        if (!this.failures) alertReader(this.t("quiz.error.retrying"));
        this.failures += 1;
        this.showStatus();
        await pause(backoff(this.failures - 1));
      }
    }
    this.submitting = false;
  }

  async submitOnce() {
    const { revision } = this.attempt;
    const receipt = await sendSubmission(this.attempt);
    clearAlert();
    this.attempt.savedRevision = revision;
    this.finish(receipt);
  }

  /** @param {import("./types.js").Receipt} receipt */
  finish(receipt) {
    this.attempt.receipt = receipt;
    this.store.write("attempt", this.attempt);
    this.stop();
    this.finished();
  }

  /** @param {Refusal} refusal */
  async onRefusal(refusal) {
    const over = refusal.code === "too_late" || refusal.code === "already_final";
    const receipt = refusal.details.receipt ?? (over ? await this.fetchReceipt() : null);
    if (receipt) this.finish(receipt);
    else if (over) {
      this.attempt.over = true;
      this.keep();
      this.stop();
      this.finished();
    } else if (refusal.code === "open_elsewhere") {
      clearAlert();
      this.submitting = false;
      this.attempt.elsewhere = true;
      this.keep();
      this.read("device");
      byId("reading-device").focus();
    } else {
      this.stop();
      this.refused(refusal);
    }
  }

  async fetchReceipt() {
    try {
      return await receiptOf(this.attempt);
    } catch {
      return null;
    }
  }

  stop() {
    this.stopTimer?.();
    clearInterval(this.pulse);
    this.saver.stop();
    this.paper.close();
    this.hold.release();
    for (const place of ["tab", "device"]) byId(`reading-${place}`).hidden = true;
    byId("submit").hidden = false;
    this.listening.abort();
  }
}
