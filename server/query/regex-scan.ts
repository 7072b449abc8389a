// Where the translation of a pattern stands, and how it refuses what the linear-time engine cannot do.

export interface RegexScan {
  readonly pattern: string
  at: number
  /** Flag x: white space and comments do not count. */
  verbose: boolean
  /** Flag u, on by default: `\w`, `\d` and `\s` know all scripts. */
  unicode: boolean
}

export class RegexTranslateError extends Error {
  override readonly name = 'RegexTranslateError'
}

export function refuse(scan: RegexScan, what: string): RegexTranslateError {
  const reason = 'the pattern engine guarantees linear time and cannot do that'
  return new RegexTranslateError(`${what} at offset ${scan.at} is not supported: ${reason}`)
}

export function lookingAt(scan: RegexScan, text: string): boolean {
  return scan.pattern.startsWith(text, scan.at)
}

/** Reads what the sticky expression matches here, if it does. */
export function take(scan: RegexScan, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = scan.at
  const match = sticky.exec(scan.pattern)
  if (match !== null) scan.at = sticky.lastIndex
  return match
}
