// The paper: one question at a time, the list of questions, and the view before submitting.

import { byId, make } from "../lib/texts.js";
import { makeInputs, readAnswer } from "./question.js";
import { onTravel, step } from "./trail.js";

/**
 * What of an attempt the paper shows and changes.
 * @typedef {Pick<import("./types.js").KeptAttempt,
 *   "paper" | "prediction" | "answers" | "flags" | "current" | "revision">} Sheet
 */

/** Under which the prediction stands among the answers. */
const PREDICTION = "prediction";

export class Paper {
  /**
   * @param {Sheet} attempt
   * @param {{t: import("./types.js").Translate, missing: string, answered: () => void,
   *   keep: () => void, show: (view: string) => void}} hooks `missing` is the text that says what
   *   unanswered questions cost
   */
  constructor(attempt, { t, missing, answered, keep, show }) {
    this.attempt = attempt;
    this.t = t;
    this.missing = missing;
    /** @type {import("./types.js").Question[]} the questions, and the prediction as the last one */
    this.pages = [...attempt.paper];
    if (attempt.prediction) {
      this.pages.push({ id: PREDICTION, kind: "number", text: attempt.prediction, options: [] });
    }
    this.answered = answered;
    this.keep = keep;
    this.show = show;
    this.listening = new AbortController();
    this.lock(false);
    this.listen();
    this.open(attempt.current);
  }

  /** @returns {number} how many questions there are, the prediction not among them */
  total() {
    return this.attempt.paper.length;
  }

  listen() {
    const { signal } = this.listening;
    /** @type {[string, () => void][]} */
    const acts = [
      ["previous", () => this.open(this.attempt.current - 1)],
      ["next", () => this.forward()],
      ["to-review", () => this.review()],
      ["review-back", () => this.open(this.attempt.current)],
      ["flag", () => this.toggleFlag()],
    ];
    for (const [id, act] of acts) byId(id).addEventListener("click", act, { signal });
    const form = byId("question-form");
    form.addEventListener("submit", (event) => this.onEnter(event), { signal });
    form.addEventListener("input", (event) => this.choose(event.target), { signal });
    form.addEventListener("keydown", (event) => this.onKey(event), { signal });
    onTravel(({ page }) => {
      if (page === "review") this.review();
      else if (page !== undefined) this.open(page);
    }, signal);
  }

  /** Lets go of the page: another attempt may take its place. */
  close() {
    this.listening.abort();
  }

  /**
   * What is being submitted must not change any more.
   * @param {boolean} locked
   */
  lock(locked) {
    /** @type {HTMLFieldSetElement} */ (byId("question")).disabled = locked;
    byId("review-back").hidden = locked;
  }

  /** @param {number} index */
  open(index) {
    this.attempt.current = Math.min(Math.max(index, 0), this.pages.length - 1);
    this.keep();
    step({ page: this.attempt.current });
    this.draw();
    this.show("paper");
  }

  forward() {
    if (this.attempt.current + 1 < this.pages.length) this.open(this.attempt.current + 1);
    else this.review();
  }

  draw() {
    const { current, answers, flags } = this.attempt;
    const question = this.pages[current];
    byId("question-number").textContent =
      question.id === PREDICTION
        ? this.t("quiz.paper.prediction")
        : this.t("quiz.paper.question", { number: current + 1, total: this.total() });
    byId("question-text").textContent = question.text;
    const inputs = makeInputs(question, answers[question.id] ?? "", this.t);
    byId("options").replaceChildren(...inputs);
    const flagged = flags.includes(question.id);
    byId("flag").setAttribute("aria-pressed", String(flagged));
    byId("flag").textContent = this.t(flagged ? "quiz.paper.flagged" : "quiz.paper.flag");
    const previous = /** @type {HTMLButtonElement} */ (byId("previous"));
    previous.hidden = current === 0;
    const last = current + 1 === this.pages.length;
    byId("next").textContent = this.t(last ? "quiz.paper.to_review" : "quiz.paper.next");
    this.drawNavigator();
  }

  drawNavigator() {
    const items = this.pages.map((_, index) => make("li", {}, [this.item(index)]));
    byId("navigator").replaceChildren(...items);
    const { paper, answers } = this.attempt;
    byId("answered-count").textContent = this.t("quiz.paper.answered_count", {
      answered: paper.filter(({ id }) => id in answers).length,
      total: this.total(),
    });
  }

  /**
   * @param {number} index
   * @returns {HTMLElement} the button of a question in a list of questions
   */
  item(index) {
    const { answers, flags, current } = this.attempt;
    const { id } = this.pages[index];
    const answered = id in answers;
    const flagged = flags.includes(id);
    const state = this.t(answered ? "quiz.paper.answered" : "quiz.paper.unanswered");
    const label = id === PREDICTION ? this.t("quiz.paper.prediction_short") : String(index + 1);
    const button = make("button", { type: "button", class: "nav-item" }, [label]);
    button.classList.toggle("nav-wide", id === PREDICTION);
    button.classList.toggle("answered", answered);
    button.classList.toggle("flagged", flagged);
    const key = flagged ? "quiz.paper.item_flagged" : "quiz.paper.item";
    button.setAttribute("aria-label", this.t(key, { number: label, state }));
    if (index === current) button.setAttribute("aria-current", "step");
    button.addEventListener("click", () => this.open(index));
    return button;
  }

  /** @param {EventTarget | null} target */
  choose(target) {
    if (!(target instanceof HTMLInputElement) || target.name !== "answer") return;
    const { attempt } = this;
    const question = this.pages[attempt.current];
    const answer = readAnswer(question, target, this.t);
    if (answer === (attempt.answers[question.id] ?? "")) return;
    if (answer) attempt.answers[question.id] = answer;
    else delete attempt.answers[question.id];
    attempt.revision += 1;
    this.keep();
    this.drawNavigator();
    this.answered();
  }

  /** @param {Event} event Enter in a number's field: on to the next question */
  onEnter(event) {
    event.preventDefault();
    this.forward();
  }

  toggleFlag() {
    const { current, flags } = this.attempt;
    const { id } = this.pages[current];
    this.attempt.flags = flags.includes(id) ? flags.filter((flag) => flag !== id) : [...flags, id];
    this.keep();
    this.draw();
  }

  /**
   * Digits choose and arrows turn, while the focus is in the question.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // In a number's field they are the field's own.
    if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
    if (event.key === "ArrowRight") this.forward();
    else if (event.key === "ArrowLeft") this.open(this.attempt.current - 1);
    else if (/^[1-9]$/.test(event.key)) {
      const input = document.getElementById(`option-${event.key}`);
      if (!(input instanceof HTMLInputElement)) return;
      input.focus();
      input.click();
    } else return;
    event.preventDefault();
  }

  review() {
    const { paper, answers, flags } = this.attempt;
    const indexes = paper.map((_, index) => index);
    const missing = indexes.filter((index) => !(paper[index].id in answers));
    const flagged = this.pages
      .map((_, index) => index)
      .filter((index) => flags.includes(this.pages[index].id));
    const answered = indexes.filter((index) => paper[index].id in answers);
    const prediction = this.attempt.prediction ? [paper.length] : [];
    byId("review-summary").textContent = missing.length
      ? this.t(this.missing, { count: missing.length })
      : this.t("quiz.review.all_answered", { total: this.total() });
    /** @type {[string, number[]][]} */
    const lists = [
      ["unanswered", missing],
      ["prediction", prediction],
      ["flagged", flagged],
      ["answered", answered],
    ];
    const shown = lists.filter(([, list]) => list.length);
    byId("review-lists").replaceChildren(
      ...shown.flatMap(([name, list]) => [
        make("h3", {}, [this.t(`quiz.review.${name}`, { count: list.length })]),
        make(
          "ol",
          { class: "review-list", id: `review-${name}` },
          list.map((index) => make("li", {}, [this.item(index)])),
        ),
      ]),
    );
    step({ page: "review" });
    this.show("review");
  }
}
