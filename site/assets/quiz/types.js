// What the server sends, and what is kept on the device.

/**
 * @typedef {{id: string, name: string, opens_at: number, closes_at: number,
 *   publishes_at: number, phase?: string}} Round
 * @typedef {{id: string, kind: "single" | "multiple" | "number", text: string,
 *   options: {id: string, text: string}[]}} Question
 * @typedef {{contest: string, round: string, code: string, state: string, started_at: number,
 *   submitted_at: number, time_used_ms: number, answered: number, questions: number,
 *   nonce: string, commitment: string, version: number, key_id: string, signature: string}} Receipt
 * @typedef {{token: string, round: string, receipt_code: string, state: string,
 *   started_at: number, deadline_at: number, credit_ms: number, revision: number,
 *   answers: Record<string, string>}} ServerAttempt
 * @typedef {{attempt: ServerAttempt, paper: Question[], prediction: string,
 *   receipt: Receipt | null, person: {name: string, unit: string | null}, now: number}} Started
 * @typedef {{code: string, name: string, token: string, round: string, receiptCode: string, startedAt: number,
 *   deadlineAt: number, creditMs: number, paper: Question[], prediction: string,
 *   answers: Record<string, string>, revision: number,
 *   savedRevision: number, savedAt: number, flags: string[], current: number, submitId: string,
 *   receipt: Receipt | null, over: boolean, last?: boolean, elsewhere?: boolean}} KeptAttempt
 * @typedef {(key: string, details?: Record<string, string | number>) => string} Translate
 */

export {};
