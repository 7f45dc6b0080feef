// The way in: register, or enter with a code, or take an attempt over from another device.

import { Refusal, call, newId } from "./api.js";
import { readBirthDate, readCode } from "./fields.js";
import { Registration } from "./registration.js";
import { stand, step } from "./trail.js";
import { alertReader, clearFields, markField, once, show, showProblem } from "./views.js";
import { placeOf } from "../lib/place.js";
import { byId } from "../lib/texts.js";
import { formatMoment } from "../lib/times.js";

/** @typedef {import("./types.js").Round} Round */

export class Entry {
  /**
   * @param {{store: import("./store.js").Store, t: import("./types.js").Translate,
   *   consentVersion: number, attempts: {limit: number, per: string}, begin: (started: import("./types.js").Started, code: string) => void,
   *   ended: (receipt: import("./types.js").Receipt, code: string) => void,
   *   learn: (answer: any) => void, refresh: () => Promise<void>, ready: () => void}} parts
   */
  constructor(parts) {
    this.store = parts.store;
    this.t = parts.t;
    this.consentVersion = parts.consentVersion;
    this.attempts = parts.attempts;
    this.begin = parts.begin;
    this.ended = parts.ended;
    this.learn = parts.learn;
    this.refresh = parts.refresh;
    this.ready = parts.ready;
    /** @type {Round | undefined} */
    this.round = undefined;
    this.code = "";
    this.registration = new Registration(parts.t, parts.consentVersion);
    this.listen();
  }

  /** @param {Round | undefined} round the one that is open or comes next */
  setRound(round) {
    this.round = round;
    const open = round?.phase === "open";
    const when = byId("choose-when");
    when.dataset.phase = round?.phase ?? "none";
    if (!round) when.textContent = this.t("quiz.choose.none");
    else {
      const registers = Boolean(document.getElementById("choose-register"));
      const upcoming = registers ? "quiz.choose.upcoming" : "quiz.choose.upcoming_roster";
      const key = open ? "quiz.choose.open" : upcoming;
      when.textContent = this.t(key, {
        round: round.name,
        opens: formatMoment(round.opens_at),
        closes: formatMoment(round.closes_at),
      });
    }
    byId("choose-ways").hidden = !round;
    byId("choose-results").hidden = Boolean(round);
    const ready = byId("ready-when");
    ready.textContent = when.textContent;
    ready.hidden = !open;
    byId("code-next").textContent = this.t(open ? "quiz.code.next" : "quiz.code.done");
  }

  listen() {
    for (const way of ["register", "enter"]) {
      document.getElementById(`choose-${way}`)?.addEventListener("click", () => this.go(way));
    }
    for (const back of document.querySelectorAll("[data-back]")) {
      back.addEventListener("click", () => this.door());
    }
    this.onSubmit("register", () => this.register());
    this.onSubmit("enter", () => this.enter());
    this.onSubmit("takeover", () => this.takeOver());
    byId("code-copy").addEventListener("click", () => this.copyCode());
    byId("code-next").addEventListener("click", () => this.withNewCode());
    byId("enter-forget").addEventListener("click", () => {
      this.store.remove("code", "start", "takeover", "attempt");
      this.go("enter");
    });
    byId("ready-start").addEventListener("click", () => once("ready-start", () => this.start()));
  }

  /**
   * @param {string} prefix
   * @param {() => Promise<void>} act
   */
  onSubmit(prefix, act) {
    document.getElementById(`${prefix}-form`)?.addEventListener("submit", (event) => {
      event.preventDefault();
      clearFields(prefix);
      once(`${prefix}-submit`, act).catch((error) => showProblem(prefix, error, this.t));
    });
  }

  /**
   * Shows a view as a step that the browser can take back.
   * @param {string} view
   * @param {{focus?: boolean}} [options] the first view of a page takes no focus and is no step
   */
  see(view, { focus = true } = {}) {
    if (focus) step({ view });
    else stand({ view });
    show(view, { focus });
    if (view === "ready") this.ready();
  }

  /**
   * Shows a view again that the reader went back or on to.
   * @param {string} view
   */
  revisit(view) {
    if (view === "enter" || view === "register" || view === "lost") this.go(view);
    else if (view !== "choose" && this.code) this.see(view);
    else this.door();
  }

  /**
   * Shows where one comes in.
   * @param {{focus?: boolean}} [options]
   */
  door(options) {
    this.see("choose", options);
  }

  /**
   * @param {string} way
   * @param {{focus?: boolean}} [options]
   */
  go(way, options) {
    if (way === "enter") {
      const kept = this.store.read("code") ?? this.store.read("attempt")?.code;
      /** @type {HTMLInputElement} */ (byId("enter-code")).value = kept ?? "";
      byId("enter-kept").hidden = !kept;
    }
    if (way === "register" || way === "lost") this.registration.solve().catch(() => {});
    this.see(way, options);
  }

  async register() {
    const body = this.registration.read();
    if (!body) return;
    const answer = await this.registration.send("register", body);
    /** @type {HTMLFormElement} */ (byId("register-form")).reset();
    this.showCode(answer, answer.replaced ? "quiz.code.replaced" : "quiz.code.new");
  }

  /**
   * @param {{code: string, name: string}} answer
   * @param {string} key of what to say of it
   */
  showCode(answer, key) {
    this.code = answer.code;
    this.store.remove("start");
    this.store.write("code", answer.code);
    byId("code").textContent = answer.code;
    byId("code-copied").textContent = "";
    byId("code-whose").textContent = this.t(key, { name: answer.name });
    this.see("code");
  }

  withNewCode() {
    if (this.round?.phase === "open") this.see("ready");
    else location.assign(placeOf("/"));
  }

  async copyCode() {
    let copied = true;
    try {
      await navigator.clipboard.writeText(this.code);
    } catch {
      copied = false;
      getSelection()?.selectAllChildren(byId("code"));
    }
    byId("code-copied").textContent = this.t(copied ? "quiz.code.copied" : "quiz.code.copy_failed");
  }

  async enter() {
    const input = /** @type {HTMLInputElement} */ (byId("enter-code"));
    const code = readCode(input.value);
    if (!code) {
      const key = input.value.trim() ? "quiz.wrong.code" : "quiz.required.code";
      markField("enter", "code", this.t(key))?.focus();
      return;
    }
    this.code = code;
    await this.admit();
  }

  /** Lets somebody with a code go on. */
  async admit() {
    // The page may have been open since before the round was.
    if (this.round?.phase !== "open") await this.refresh();
    if (this.round?.phase === "open") this.see("ready");
    else alertReader(this.notOpen());
  }

  /** @returns {string} when somebody who has a code already may come back */
  notOpen() {
    if (!this.round) return this.t("quiz.choose.none");
    const opens = formatMoment(this.round.opens_at);
    return this.t("quiz.enter.not_open", { round: this.round.name, opens });
  }

  /** @returns {Record<string, unknown>} what is sent besides, where a consent is still missing */
  consent() {
    return {};
  }

  async start() {
    const button = byId("ready-start");
    button.textContent = this.t("quiz.ready.starting");
    try {
      await this.open("/api/attempts", "start", this.consent());
    } catch (error) {
      if (!(error instanceof Refusal) || !this.divert(error)) showProblem("ready", error, this.t);
    } finally {
      button.textContent = this.t("quiz.ready.start");
    }
  }

  /**
   * @param {Refusal} refusal
   * @returns {boolean} whether another view deals with it
   */
  divert(refusal) {
    if (refusal.code === "open_elsewhere") {
      this.go("takeover");
      return true;
    }
    if (refusal.code === "already_final") {
      const several = this.attempts.limit > 1 || this.attempts.per === "contest";
      const { receipt } = refusal.details;
      if (receipt) this.ended(receipt, this.code);
      if (several) alertReader(this.t("quiz.again.none", { count: this.attempts.limit }));
      return Boolean(receipt) || several;
    }
    if (refusal.code === "unknown_code" || refusal.code === "too_many_codes") {
      this.store.remove("code", "start");
      this.go("enter");
      markField("enter", "code", refusal.message)?.focus();
      return true;
    }
    return false;
  }

  async takeOver() {
    const { date, problem } = readBirthDate("takeover");
    if (problem) {
      markField("takeover", "birth_date", this.t(problem))?.focus();
      return;
    }
    try {
      await this.open("/api/attempts/resume", "takeover", { birth_date: date, ...this.consent() });
    } catch (error) {
      // The other device may have submitted meanwhile.
      const final = error instanceof Refusal && error.code === "already_final";
      if (!final || !this.divert(error)) throw error;
    }
    /** @type {HTMLFormElement} */ (byId("takeover-form")).reset();
  }

  /**
   * The id of the start is kept before it is sent: a retry, even after a reload, is the same start.
   * @param {string} path
   * @param {string} name under which the id is kept
   * @param {Record<string, unknown>} more
   */
  async open(path, name, more) {
    const kept = this.store.read(name);
    const start = kept?.code === this.code ? kept : { code: this.code, id: newId() };
    this.store.write(name, start);
    const body = { code: this.code, start_id: start.id, ...more };
    const started = await call("POST", path, { body, has: "attempt" });
    // Entering the code again on this device is from now on this start again.
    this.store.write("start", start);
    this.store.remove("takeover");
    this.learn(started);
    this.begin(started, this.code);
  }
}
