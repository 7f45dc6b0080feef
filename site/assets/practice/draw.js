// A practice paper: drawn on the device, each time anew.

const WORDS = 2 ** 32;

/**
 * @param {number} bound
 * @returns {number} in [0, bound), each equally likely
 */
function below(bound) {
  const limit = WORDS - (WORDS % bound);
  const word = new Uint32Array(1);
  do crypto.getRandomValues(word);
  while (word[0] >= limit);
  return word[0] % bound;
}

/**
 * @template T
 * @param {T[]} items
 * @returns {T[]} in an order of which each is equally likely
 */
function shuffled(items) {
  const order = [...items];
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = below(index + 1);
    [order[index], order[other]] = [order[other], order[index]];
  }
  return order;
}

/**
 * @param {import("./types.js").PracticeData} data
 * @returns {import("./types.js").KeyedQuestion[]} a paper as the contest makes them
 */
export function drawPaper({ questions, drawn, shuffle_questions, shuffle_options }) {
  const chosen = shuffled(questions).slice(0, drawn);
  const paper = shuffle_questions
    ? chosen
    : chosen.sort((one, other) => questions.indexOf(one) - questions.indexOf(other));
  if (!shuffle_options) return paper;
  return paper.map((question) => ({
    ...question,
    options: [
      ...shuffled(question.options.filter((option) => !option.last)),
      ...question.options.filter((option) => option.last),
    ],
  }));
}
