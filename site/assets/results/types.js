// The summary of public results, as the close function writes it.

/**
 * @typedef {{group: string, prize: string, value: number, certificate: string,
 *   decided: boolean}} Award
 * @typedef {{rank: number, receipt: string, name: string, unit: string | null, unit_name: string,
 *   division: string | null, marks: string, time_used_ms: number, awards: Award[]}} PersonRow
 * @typedef {{rank: number | null, unit: string, name: string, attempts: number, people: number,
 *   total_marks: string, perfect_papers: number, headcount: number | null,
 *   clip_marks: string | null, score: string | null,
 *   missed: {measure: string, at_least: number}[], awards: Award[]}} UnitRow
 * @typedef {{id: string, name: string}} Named
 * @typedef {{round: string | null, title: string, publishes_at: number, full_marks: string,
 *   official_at?: number, digests: Record<string, string>,
 *   divisions: Named[], prize_groups: Named[],
 *   figures: {attempts: number, people: number, units: number, perfect_papers: number,
 *     counting: number},
 *   extra_time?: {rounds: {at: number, minutes: number, reason: string}[], people: number,
 *     most_minutes: number},
 *   persons: PersonRow[], persons_total: number, persons_of: Record<string, number>,
 *   winners: PersonRow[], units: UnitRow[]}} Results
 * @typedef {{id: string, prizes: string[], by_clip: boolean}} Group
 * @typedef {{rate: boolean, clip: boolean, score: boolean, award: boolean}} Columns
 * @typedef {(key: string, details?: Record<string, string | number>) => string} Translate
 */

export {};
