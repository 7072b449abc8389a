// What a user may change about judging; everything has a default, so an empty object is valid.

export interface JudgeSettings {
  /** Total risk of one false alarm over the gating metrics of a candidate. */
  readonly alarmLevel: number
  /** Coverage of every interval. */
  readonly confidence: number
  /** What an unclear gating metric does to the exit code. */
  readonly unclear: 'pass' | 'fail'
  /** Margins by metric id that replace the catalogue's, such as { p50: 0.03 }. */
  readonly marginRatios: Readonly<Record<string, number>>
}

export const DEFAULT_SETTINGS: JudgeSettings = {
  alarmLevel: 0.05,
  confidence: 0.95,
  unclear: 'pass',
  marginRatios: {},
}

/** The stricter margins of `--strict`: 3 % where 5 % is the default. */
export const STRICT_MARGINS: JudgeSettings['marginRatios'] = { p50: 0.03, p10: 0.03 }
