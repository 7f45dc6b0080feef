// The paper: one question at a time, the list of questions, and the view before submitting.

import { byId, make } from "../lib/texts.js";
import { show } from "./views.js";

/** @typedef {import("./types.js").KeptAttempt} KeptAttempt */

export class Paper {
  /**
   * @param {KeptAttempt} attempt
   * @param {{t: import("./types.js").Translate, answered: () => void, keep: () => void}} hooks
   */
  constructor(attempt, { t, answered, keep }) {
    this.attempt = attempt;
    this.t = t;
    this.answered = answered;
    this.keep = keep;
    this.listening = new AbortController();
    this.lock(false);
    this.listen();
    this.open(attempt.current);
  }

  /** @returns {number} */
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
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("change", (event) => this.choose(event.target), { signal });
    form.addEventListener("keydown", (event) => this.onKey(event), { signal });
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
    this.attempt.current = Math.min(Math.max(index, 0), this.total() - 1);
    this.keep();
    this.draw();
    show("paper");
  }

  forward() {
    if (this.attempt.current + 1 < this.total()) this.open(this.attempt.current + 1);
    else this.review();
  }

  draw() {
    const { paper, current, answers, flags } = this.attempt;
    const question = paper[current];
    byId("question-number").textContent = this.t("quiz.paper.question", {
      number: current + 1,
      total: this.total(),
    });
    byId("question-text").textContent = question.text;
    const options = question.options.map((option, index) => {
      const input = /** @type {HTMLInputElement} */ (
        make("input", { type: "radio", name: "answer", id: `option-${index + 1}`, value: option.id })
      );
      input.checked = answers[question.id] === option.id;
      return make("label", { class: "option", for: input.id }, [
        input,
        make("span", {}, [option.text]),
      ]);
    });
    byId("options").replaceChildren(...options);
    const flagged = flags.includes(question.id);
    byId("flag").setAttribute("aria-pressed", String(flagged));
    byId("flag").textContent = this.t(flagged ? "quiz.paper.flagged" : "quiz.paper.flag");
    const previous = /** @type {HTMLButtonElement} */ (byId("previous"));
    previous.hidden = current === 0;
    const last = current + 1 === this.total();
    byId("next").textContent = this.t(last ? "quiz.paper.to_review" : "quiz.paper.next");
    this.drawNavigator();
  }

  drawNavigator() {
    const items = this.attempt.paper.map((_, index) => make("li", {}, [this.item(index)]));
    byId("navigator").replaceChildren(...items);
    byId("answered-count").textContent = this.t("quiz.paper.answered_count", {
      answered: Object.keys(this.attempt.answers).length,
      total: this.total(),
    });
  }

  /**
   * @param {number} index
   * @returns {HTMLElement} the button of a question in a list of questions
   */
  item(index) {
    const { paper, answers, flags, current } = this.attempt;
    const { id } = paper[index];
    const answered = id in answers;
    const flagged = flags.includes(id);
    const state = this.t(answered ? "quiz.paper.answered" : "quiz.paper.unanswered");
    const button = make("button", { type: "button", class: "nav-item" }, [String(index + 1)]);
    button.classList.toggle("answered", answered);
    button.classList.toggle("flagged", flagged);
    const key = flagged ? "quiz.paper.item_flagged" : "quiz.paper.item";
    button.setAttribute("aria-label", this.t(key, { number: index + 1, state }));
    if (index === current) button.setAttribute("aria-current", "step");
    button.addEventListener("click", () => this.open(index));
    return button;
  }

  /** @param {EventTarget | null} target */
  choose(target) {
    if (!(target instanceof HTMLInputElement) || target.name !== "answer") return;
    const { attempt } = this;
    attempt.answers[attempt.paper[attempt.current].id] = target.value;
    attempt.revision += 1;
    this.keep();
    this.drawNavigator();
    this.answered();
  }

  toggleFlag() {
    const { paper, current, flags } = this.attempt;
    const { id } = paper[current];
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
    const flagged = indexes.filter((index) => flags.includes(paper[index].id));
    const answered = indexes.filter((index) => paper[index].id in answers);
    byId("review-summary").textContent = missing.length
      ? this.t("quiz.review.missing", { count: missing.length })
      : this.t("quiz.review.all_answered", { total: this.total() });
    /** @type {[string, number[]][]} */
    const lists = [["unanswered", missing], ["flagged", flagged], ["answered", answered]];
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
    show("review");
  }
}
