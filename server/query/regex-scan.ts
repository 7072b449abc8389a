// Where the translation of a pattern stands, and how it tells what the linear-time engine cannot do.

export interface RegexScan {
  readonly pattern: string
  at: number
  /** Flag x: white space and comments do not count. */
  verbose: boolean
  /** Flag u, on by default: `\w`, `\d` and `\s` know all scripts. */
  unicode: boolean
  /** Borders of words are left out: what is found with them is found without them, too. */
  readonly dropsBorders: boolean
  hasBorders: boolean
}

export class RegexTranslateError extends Error {
  override readonly name = 'RegexTranslateError'
}

export function refuse(scan: RegexScan, what: string): RegexTranslateError {
  return new RegexTranslateError(`no linear-time engine knows ${what} at offset ${scan.at}`)
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
