// One running attempt: paper, clock and saver together, until it is submitted or over.

import { Refusal, Unreachable, backoff, call, newId, pause } from "./api.js";
import { Paper } from "./paper.js";
import { Saver } from "./saver.js";
import { startTimer } from "./timer.js";
import { alertReader, clearAlert, once, show } from "./views.js";
import { byId } from "../lib/texts.js";
import { formatHour } from "../lib/times.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */

/** Everybody's time may end at the same instant; not everybody needs to arrive at it. */
const SPREAD_MS = 1_500;

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
    this.lost = false;
    this.listening = new AbortController();
    const keep = () => this.keep();
    this.saver = new Saver(attempt, {
      keep,
      status: (state) => this.showStatus(state),
      refused: (refusal) => this.onRefusal(refusal),
      learn: (answer) => clock.learn(answer),
    });
    const answered = () => this.saver.changed();
    this.paper = new Paper(attempt, { t, missing, keep, show, answered });
    this.listen();
    this.showStatus(attempt.savedAt ? "saved" : "none");
    if (this.saver.pending()) this.saver.changed();
    this.stopTimer = startTimer({
      startedAt: attempt.startedAt,
      deadlineAt: attempt.deadlineAt,
      clock,
      t,
      over: () => this.timeOver(),
    });
    if (attempt.submitId) this.submit();
  }

  listen() {
    const { signal } = this.listening;
    byId("submit").addEventListener("click", () => once("submit", () => this.submit()), { signal });
    addEventListener("pagehide", () => this.saver.flush(), { signal });
    addEventListener("online", () => this.saver.send(), { signal });
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.visibilityState === "hidden") this.saver.flush();
        else this.wake();
      },
      { signal },
    );
    addEventListener("storage", (event) => this.onOtherTab(event), { signal });
  }

  keep() {
    this.store.write("attempt", this.attempt);
  }

  /** @param {string} state */
  showStatus(state) {
    if (this.submitting && state !== "submitting") return;
    const status = byId("status");
    status.dataset.state = state;
    status.textContent = this.t(`quiz.status.${state}`, { at: formatHour(this.attempt.savedAt) });
    // Every save would be too much to hear; losing and finding the network is not.
    if (this.lost ? state === "saved" : state === "unsent") {
      byId("announcer").textContent = status.textContent;
      this.lost = state === "unsent";
    }
  }

  async wake() {
    this.clock.wake();
    this.saver.send();
    try {
      this.clock.learn(await call("GET", "/api/rounds"));
    } catch {
      // Offline: the device's own reckoning has to do until the next answer.
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
      this.attempt.receipt = other.receipt;
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
    byId("announcer").textContent = this.t("quiz.ended.title");
    await pause(Math.random() * SPREAD_MS);
    await this.submit();
  }

  async submit() {
    if (this.submitting) return;
    this.submitting = true;
    this.showStatus("submitting");
    // Kept before it is sent: a retry, even after a reload, is the same submission.
    this.attempt.submitId ||= newId();
    this.keep();
    this.saver.stop();
    this.paper.lock(true);
    for (let tries = 0; !this.listening.signal.aborted; ) {
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
        if (tries === 0) alertReader(this.t("quiz.error.retrying"));
        await pause(backoff(tries++));
      }
    }
  }

  async submitOnce() {
    const { token, submitId, revision, savedRevision, answers } = this.attempt;
    const body = {
      submit_id: submitId,
      revision: Math.max(revision, 1),
      saved_revision: savedRevision,
      answers,
    };
    const answer = await call("POST", "/api/attempts/submission", { token, body });
    clearAlert();
    this.finish(answer.receipt);
  }

  /** @param {import("./types.js").Receipt} receipt */
  finish(receipt) {
    this.attempt.receipt = receipt;
    this.keep();
    this.stop();
    this.finished();
  }

  /** @param {Refusal} refusal */
  async onRefusal(refusal) {
    if (refusal.code === "already_final") {
      const receipt = refusal.details.receipt ?? (await this.fetchReceipt());
      if (receipt) {
        this.finish(receipt);
        return;
      }
    }
    this.stop();
    if (refusal.code === "too_late" || refusal.code === "already_final") {
      this.attempt.over = true;
      this.keep();
      this.finished();
    } else this.refused(refusal);
  }

  async fetchReceipt() {
    try {
      const { token } = this.attempt;
      return (await call("GET", "/api/attempts/receipt", { token })).receipt;
    } catch {
      return null;
    }
  }

  stop() {
    this.stopTimer?.();
    this.saver.stop();
    this.paper.close();
    this.listening.abort();
  }
}
