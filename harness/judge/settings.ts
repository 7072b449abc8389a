// What a user may change about judging; everything has a default, so an empty object is valid.

export interface JudgeSettings {
  /** Risk of one false alarm among all gating metrics, candidates and looks of a session without differences. */
  readonly alarmLevel: number
  /** Risk that a healthy session is called invalid because its control differs from the baseline. */
  readonly controlLevel: number
  /** Coverage of every interval, over all looks of the session together. */
  readonly confidence: number
  /** What an unclear gating metric does to the exit code. */
  readonly unclear: 'pass' | 'fail'
  /** Margins by metric id that replace the catalogue's, such as { p50: 0.03 }. */
  readonly marginRatios: Readonly<Record<string, number>>
}

export const DEFAULT_SETTINGS: JudgeSettings = {
  alarmLevel: 0.05,
  controlLevel: 0.01,
  confidence: 0.95,
  unclear: 'pass',
  marginRatios: {},
}

/** The stricter margins of `--strict`: 3 % where 5 % is the default. */
export const STRICT_MARGINS: JudgeSettings['marginRatios'] = { p50: 0.03, p10: 0.03 }
