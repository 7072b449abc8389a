// What a user may change about judging; everything has a default, so an empty object is valid.
import type { GateRules } from '../core/gate-rules.ts'
import type { Session } from '../results/schema.ts'

export interface JudgeSettings extends GateRules {
  /** Risk of one false alarm among all gating metrics, budgets, candidates and looks of a session without differences. */
  readonly alarmLevel: number
  /** Risk that a healthy session is called invalid because its control differs from the baseline. */
  readonly controlLevel: number
  /** Coverage of every interval, over all looks of the session together. */
  readonly confidence: number
  /** Margins by metric id that replace the catalogue's, such as { p50: 0.03 }; margins of the gate come before them. */
  readonly marginRatios: Readonly<Record<string, number>>
  /** The day (UTC, `2026-11-28`) that exceptions are held against. */
  readonly today: string
  /** Whether a session without any candidate is a failure: a gate that compared nothing must not be green. */
  readonly needsCandidate: boolean
}

export const NO_RULES: GateRules = {
  unclear: 'pass',
  margins: [],
  budgets: [],
  mustBeSame: [],
  exceptions: [],
}

export const DEFAULT_SETTINGS: JudgeSettings = {
  ...NO_RULES,
  alarmLevel: 0.05,
  controlLevel: 0.01,
  confidence: 0.95,
  marginRatios: {},
  today: '1970-01-01',
  needsCandidate: false,
}

/** The stricter margins of `--strict`: 3 % where 5 % is the default. */
export const STRICT_MARGINS: JudgeSettings['marginRatios'] = { p50: 0.03, p10: 0.03 }

/**
 * A session that was measured by a gate is judged by that gate's rules on the day it was measured, whoever reads it
 * and whenever; what is given comes before them.
 */
export function fillSettings({ header }: Session, settings: Partial<JudgeSettings>): JudgeSettings {
  const today = header.startedAt.slice(0, 10)
  return { ...DEFAULT_SETTINGS, today, ...header.gate, ...settings }
}

/** Budgets take this share of the alarm risk, comparisons the rest; without budgets comparisons have all of it. */
const BUDGET_SHARE = 0.2

/** How much of the alarm risk comparisons and budgets may spend: together never more than `alarmLevel`. */
export function alarmLevels({
  alarmLevel,
  budgets,
}: Pick<JudgeSettings, 'alarmLevel' | 'budgets'>): {
  readonly comparisons: number
  readonly budgets: number
} {
  const share = budgets.length === 0 ? 0 : BUDGET_SHARE
  return { comparisons: alarmLevel * (1 - share), budgets: alarmLevel * share }
}
