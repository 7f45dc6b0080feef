// What a registration says, and the sum that it must bring solved.

import { Unreachable, call } from "./api.js";
import { identifierLabel, readBirthDate } from "./fields.js";
import { markField } from "./views.js";
import { byId } from "../lib/texts.js";

const REGISTRATION_FIELDS = [
  "identifier", "name", "birth_date", "division", "unit", "phone", "eligible", "consent",
];

export class Registration {
  /**
   * @param {import("./types.js").Translate} t
   * @param {number} consentVersion
   */
  constructor(t, consentVersion) {
    this.t = t;
    this.consentVersion = consentVersion;
    /** @type {Promise<import("./solver.js").Solver> | undefined} */
    this.solver = undefined;
  }

  /** Begins the sum that a registration needs, with what does it. */
  async solve() {
    this.solver ??= import("./solver.js").then(({ Solver }) => new Solver(call));
    try {
      const solver = await this.solver;
      solver.begin();
      return solver;
    } catch {
      this.solver = undefined;
      throw new Unreachable(false);
    }
  }

  /**
   * @param {string} prefix of the form's ids
   * @param {Record<string, unknown>} body
   */
  async send(prefix, body) {
    const solver = await this.solve();
    return solver.register(body, byId(`${prefix}-wait`), this.t("quiz.register.wait"));
  }

  /** @returns {Record<string, unknown> | null} what the form says; null where it lacks something */
  read() {
    const values = new FormData(/** @type {HTMLFormElement} */ (byId("register-form")));
    /** @param {string} name */
    const value = (name) => String(values.get(name) ?? "").trim();
    /** @param {string} field */
    const isMissing = (field) =>
      value(field) === "" &&
      Boolean(document.getElementById(`register-${field}`)?.hasAttribute("required"));
    const birth = readBirthDate("register");
    const label = identifierLabel("register");
    const missing = REGISTRATION_FIELDS
      .filter((field) => (field === "birth_date" ? birth.problem : isMissing(field)))
      .map((field) => {
        const key = field === "birth_date" ? birth.problem : `quiz.required.${field}`;
        return markField("register", field, this.t(key, { label }));
      });
    missing[0]?.focus();
    if (missing.length) return null;
    return {
      identifier: value("identifier"),
      birth_date: birth.date,
      name: value("name"),
      unit: value("unit") || null,
      division: value("division") || null,
      phone: value("phone"),
      eligible: true,
      consent_version: this.consentVersion,
    };
  }
}
