// The way in by a roster: a code that was handed out, whose it is, and the consent of that person.

import { Refusal, call } from "./api.js";
import { Entry } from "./entry.js";
import { identifierLabel, readBirthDate } from "./fields.js";
import { alertReader, markField, showProblem } from "./views.js";
import { byId } from "../lib/texts.js";
import { formatMoment } from "../lib/times.js";

export class RosterEntry extends Entry {
  listen() {
    super.listen();
    this.needsConsent = false;
    this.agrees = false;
    byId("enter-lost").addEventListener("click", () => this.go("lost"));
    byId("confirm-no").addEventListener("click", () => this.notMe());
    this.onSubmit("lost", () => this.replaceLostCode());
    this.onSubmit("confirm", () => this.confirm());
  }

  /** @param {import("./types.js").Round | undefined} round */
  setRound(round) {
    super.setRound(round);
    const when = byId("enter-when");
    when.textContent = byId("choose-when").textContent;
    when.dataset.phase = byId("choose-when").dataset.phase;
    this.showWhetherOpen();
  }

  /** @param {{focus?: boolean}} [options] */
  door(options) {
    if (this.round) this.go("enter", options);
    else super.door(options);
  }

  withNewCode() {
    this.admit().catch((error) => showProblem("code", error, this.t));
  }

  async admit() {
    const person = await call("POST", "/api/codes", { body: { code: this.code }, has: "name" });
    if (this.round?.phase !== "open") await this.refresh();
    this.needsConsent = person.needs_consent;
    this.agrees = false;
    /** @type {HTMLFormElement} */ (byId("confirm-form")).reset();
    byId("confirm-name").textContent = person.name;
    for (const part of ["unit", "division"]) {
      byId(`confirm-${part}`).textContent = person[`${part}_name`];
      byId(`confirm-in-${part}`).hidden = !person[`${part}_name`];
    }
    this.showWhetherOpen();
    this.see("confirm");
  }

  showWhetherOpen() {
    const open = this.round?.phase === "open";
    byId("confirm-submit").hidden = !open;
    byId("confirm-agree").hidden = !open || !this.needsConsent;
    const later = byId("confirm-later");
    later.hidden = open;
    later.textContent = this.round
      ? this.t("quiz.confirm.later", { round: this.round.name, opens: formatMoment(this.round.opens_at) })
      : this.t("quiz.choose.none");
  }

  async confirm() {
    const box = /** @type {HTMLInputElement} */ (byId("confirm-consent"));
    if (this.needsConsent && !box.checked) {
      markField("confirm", "consent", this.t("quiz.confirm.consent_required"))?.focus();
      return;
    }
    this.agrees = Boolean(this.needsConsent);
    this.see("ready");
  }

  consent() {
    return this.agrees ? { consent_version: this.consentVersion } : {};
  }

  notMe() {
    this.store.remove("code", "start");
    this.go("enter");
    /** @type {HTMLInputElement} */ (byId("enter-code")).value = "";
    byId("enter-kept").hidden = true;
    alertReader(this.t("quiz.confirm.not_me"));
  }

  async replaceLostCode() {
    const identifier = /** @type {HTMLInputElement} */ (byId("lost-identifier"));
    const birth = readBirthDate("lost");
    const problems = [
      identifier.value.trim()
        ? null
        : markField("lost", "identifier", this.t("quiz.required.identifier", { label: identifierLabel("lost") })),
      birth.problem ? markField("lost", "birth_date", this.t(birth.problem)) : null,
    ].filter((input) => input !== null);
    if (problems.length) {
      problems[0]?.focus();
      return;
    }
    const answer = await this.registration.send("lost", {
      identifier: identifier.value,
      birth_date: birth.date,
    });
    /** @type {HTMLFormElement} */ (byId("lost-form")).reset();
    this.showCode(answer, "quiz.code.reissued");
  }

  /** @param {Refusal} refusal */
  divert(refusal) {
    if (refusal.code !== "consent" && refusal.code !== "excluded_person") return super.divert(refusal);
    this.go("enter");
    /** @type {HTMLInputElement} */ (byId("enter-code")).value = this.code;
    alertReader(refusal.message);
    return true;
  }
}
