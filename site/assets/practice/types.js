// The questions that people practise with: with what is right, which the quiz never has.

/**
 * @typedef {{id: string, kind: "single" | "multiple" | "number", points: number, text: string,
 *   options: {id: string, text: string, last: boolean}[], right: string, source: string,
 *   explanation: string}} KeyedQuestion
 * @typedef {{scale: number | null, decimals: number, wrong_percent: number}} Marks
 * @typedef {{questions: KeyedQuestion[], drawn: number, limit_ms: number,
 *   shuffle_questions: boolean, shuffle_options: boolean, marks: Marks, missing: string,
 *   texts: Record<string, string>}} PracticeData
 */

export {};
