// The public results, as the close function writes them.

/**
 * @typedef {{prize: string, value: number, certificate: string, decided: boolean}} Award
 * @typedef {{rank: number, receipt: string, name: string, unit: string | null, unit_name: string,
 *   marks: number, time_used_ms: number, award: Award | null}} PersonRow
 * @typedef {{rank: number, unit: string, name: string, attempts: number, people: number,
 *   total_marks: number, perfect_papers: number, headcount: number | null,
 *   award: Award | null}} UnitRow
 * @typedef {{round: string | null, title: string, publishes_at: number, questions: number,
 *   figures: {attempts: number, people: number, units: number, perfect_papers: number},
 *   persons: PersonRow[], units: UnitRow[]}} Results
 * @typedef {(key: string, details?: Record<string, string | number>) => string} Translate
 */

export {};
