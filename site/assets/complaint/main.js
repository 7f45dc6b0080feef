// Sends complaints so that none is lost and none is sent twice: what is written is kept on the
// device with an id before it goes out, and goes out under that id until there is a reply.

import { Refusal, backoff, call, newId, pause } from "../quiz/api.js";
import { readCode } from "../quiz/fields.js";
import { Store } from "../quiz/store.js";
import { input, judgeBy, readReceipt } from "./fields.js";
import { showPublic } from "./public.js";
import { byId, catalogue, make, pageData } from "../lib/texts.js";
import { formatMoment, formatNumber, formatSecond } from "../lib/times.js";
import { fillQuestions, questionsToChoose } from "./questions.js";
import { ownCard } from "./shown.js";

/** @typedef {import("./shown.js").Own} Own */
/** @typedef {{receipt: string, subject: string, question: string, text: string}} Words */

const PATH = "/api/complaints";

const data = pageData("page-data");
const t = catalogue(data.texts);
const judge = judgeBy(t);
const store = new Store(data.contest);
/** @type {Record<string, string>} */
const names = Object.fromEntries(
  data.rounds.map((/** @type {any} */ round) => [round.id, round.name]),
);

const form = /** @type {HTMLFormElement} */ (byId("complaint-form"));
const fields = /** @type {HTMLFieldSetElement} */ (byId("complaint-fields"));
const receipt = input("complaint-receipt");
const code = input("complaint-code");
const question = /** @type {HTMLSelectElement} */ (byId("complaint-question"));
const text = /** @type {HTMLTextAreaElement} */ (byId("complaint-text"));
const send = byId("complaint-send");
const stop = byId("complaint-stop");
const state = byId("complaint-state");

/** Which sending is going on; another number: it was stopped. */
let sending = 0;

/** @returns {string} */
function subject() {
  const chosen = /** @type {HTMLInputElement | null} */ (
    form.querySelector("input[name=complaint-subject]:checked")
  );
  return chosen?.value ?? "result";
}

/** @returns {Words} what is written now */
function written() {
  const about = subject();
  return {
    receipt: readReceipt(receipt.value) || receipt.value.trim(),
    subject: about,
    question: about === "question" ? question.value : "",
    text: text.value.replace(/\r\n?/g, "\n").trim(),
  };
}

/** Keeps what is written, and under which id it was sent, if it was. */
function keep() {
  const { id, sent } = store.read("complaint") ?? {};
  store.write("complaint", { id, sent, ...written() });
  const left = t("site.complaint.left", { count: formatNumber(data.most - text.value.length) });
  byId("complaint-left").textContent = `${left}.`;
}

/**
 * @param {string} message
 * @param {string} kind how it is coloured
 * @param {string} [more]
 */
function say(message, kind, more = "") {
  const lines = [make("p", { class: "check-verdict" }, [message])];
  if (more) lines.push(make("p", {}, [more]));
  state.replaceChildren(make("div", { class: "card check", "data-state": kind }, lines));
}

/**
 * @param {Words} words
 * @returns {HTMLElement | undefined} the first field that is not filled in rightly
 */
function firstWrong(words) {
  const { least, most } = data;
  const length = [...words.text].length;
  const asks = words.subject === "question" && !words.question;
  const right = {
    receipt: judge(receipt, readReceipt(receipt.value) ? "" : "site.complaint.wrong_receipt"),
    code: judge(code, readCode(code.value) ? "" : "site.complaint.wrong_code"),
    question: judge(question, asks ? "site.complaint.wrong_question" : ""),
    text: judge(
      text,
      length < least || length > most ? "site.complaint.wrong_text" : "",
      { least, most: formatNumber(most) },
    ),
  };
  return [receipt, code, question, text].find(
    (field) => !right[/** @type {keyof typeof right} */ (field.id.replace("complaint-", ""))],
  );
}

/** @param {boolean} busy */
function lock(busy) {
  fields.disabled = busy;
  send.setAttribute("aria-disabled", String(busy));
  stop.hidden = !busy;
}

/**
 * The same words go out under the same id; other words are another complaint.
 * @param {Words} words
 * @returns {string}
 */
function idFor(words) {
  const sent = JSON.stringify(words);
  const kept = store.read("complaint");
  const id = kept?.id && kept.sent === sent ? kept.id : newId();
  store.write("complaint", { ...words, id, sent });
  return id;
}

/**
 * @param {Words} words
 * @param {string} personal
 */
async function deliver(words, personal) {
  const mine = ++sending;
  const body = {
    complaint_id: idFor(words),
    code: personal,
    receipt: words.receipt,
    subject: words.subject,
    text: words.text,
    ...(words.question ? { question: words.question } : {}),
  };
  lock(true);
  say(t("site.complaint.sending"), "searching");
  for (let attempt = 0; mine === sending; attempt++) {
    try {
      const reply = await call("POST", PATH, { body, has: "code" });
      // A reply that comes after all is as good, stopped or not.
      done(reply, words);
      return;
    } catch (problem) {
      if (mine !== sending) return;
      if (problem instanceof Refusal) {
        lock(false);
        say(problem.message, "revoked");
        state.focus();
        return;
      }
      say(t("site.complaint.retrying"), "unknown");
      await pause(backoff(attempt));
    }
  }
}

/**
 * @param {Own} reply
 * @param {Words} words
 */
function done(reply, words) {
  sending++;
  remember({ ...reply, text: words.text });
  store.remove("complaint");
  text.value = "";
  lock(false);
  keep();
  const { code: number, received_at, due_at } = reply;
  const details = { code: number, at: formatSecond(received_at), due: formatMoment(due_at) };
  say(t("site.complaint.sent", details), "valid", t("site.complaint.keep"));
  state.focus();
  showMine(owned());
}

/** @returns {Own[]} */
const owned = () => store.read("complaints") ?? [];

/** @param {Own} own */
function remember(own) {
  const former = owned().find(({ code: each }) => each === own.code);
  const others = owned().filter(({ code: each }) => each !== own.code);
  store.write("complaints", [{ text: former?.text, ...own }, ...others]);
}

/** @param {Own[]} mine */
function showMine(mine) {
  byId("complaint-mine").hidden = !mine.length;
  byId("complaint-mine-list").replaceChildren(...mine.map((own) => ownCard(own, names, t)));
}

/** @param {{receipt: string, code: string}} own */
const ask = (own) => call("GET", PATH, { token: `${own.receipt}.${own.code}`, has: "code" });

async function refresh() {
  const mine = owned();
  showMine(mine);
  const seen = mine.map(async (own) => {
    try {
      return { ...own, ...(await ask(own)) };
    } catch {
      return { ...own, unseen: true };
    }
  });
  const now = await Promise.all(seen);
  for (const own of now.filter(({ unseen }) => !unseen).reverse()) remember(own);
  // Whatever was sent meanwhile is shown by then.
  if (owned().length === mine.length) showMine(now);
}

async function follow() {
  const own = {
    receipt: readReceipt(input("follow-receipt").value),
    code: readReceipt(input("follow-code").value),
  };
  try {
    remember({ ...own, ...(await ask(own)) });
    state.replaceChildren();
    showMine(owned());
    byId("complaint-mine").scrollIntoView({ block: "nearest" });
  } catch (problem) {
    say(problem instanceof Refusal ? problem.message : t("site.complaint.unseen"), "unknown");
    state.focus();
  }
}

async function showQuestions() {
  const asks = subject() === "question";
  byId("complaint-which").hidden = !asks;
  if (!asks) return;
  const hint = byId("complaint-question-hint");
  hint.textContent = t("site.complaint.question_loading");
  let groups;
  try {
    const attempt = store.read("attempt");
    groups = await questionsToChoose(attempt, readReceipt(receipt.value), data.rounds);
  } catch {
    hint.textContent = t("site.complaint.unseen");
    return;
  }
  fillQuestions(question, groups);
  const kept = store.read("complaint")?.question;
  if (kept && !question.value) question.value = kept;
  if (question.selectedIndex < 0) question.selectedIndex = 0;
  hint.textContent = groups.length ? "" : t("site.complaint.question_none");
}

function begin() {
  const draft = store.read("complaint");
  const attempt = store.read("attempt");
  const finished = Object.keys(store.read("done")?.receipts ?? {});
  const named = new URLSearchParams(location.search).get("ma");
  receipt.value =
    named ?? draft?.receipt ?? attempt?.receipt?.code ?? finished[finished.length - 1] ?? "";
  code.value = store.read("code") ?? attempt?.code ?? store.read("done")?.code ?? "";
  text.value = draft?.text ?? "";
  for (const choice of form.querySelectorAll("input[name=complaint-subject]")) {
    const radio = /** @type {HTMLInputElement} */ (choice);
    radio.checked = radio.value === (draft?.subject ?? "result");
  }
  if (!form.querySelector("input[name=complaint-subject]:checked")) {
    /** @type {HTMLInputElement} */ (form.querySelector("input[type=radio]")).checked = true;
  }
  form.hidden = false;
  byId("complaint-follow").hidden = false;
  keep();
  showQuestions();
}

form.addEventListener("input", keep);
form.addEventListener("change", () => {
  keep();
  showQuestions();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (fields.disabled) return;
  const words = written();
  const wrong = firstWrong(words);
  const personal = readCode(code.value);
  if (wrong || !personal) {
    wrong?.focus();
    return;
  }
  deliver(words, personal);
});
stop.addEventListener("click", () => {
  sending++;
  lock(false);
  say(t("site.complaint.stopped"), "unknown");
  send.focus();
});
byId("follow-form").addEventListener("submit", (event) => {
  event.preventDefault();
  follow();
});

begin();
refresh();
showPublic(data.rounds, names, t);
