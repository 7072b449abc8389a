// Which exit code wins when several rules fail: the one whose cure comes first.
import { EXIT } from '../core/errors.ts'
import type { ExitCode } from '../core/errors.ts'

/**
 * Wrong answers first, since the speed of a wrong server means nothing; then a server that failed; then a confirmed
 * regression, which no missing unit can take back. Only then that the run was cut off, and what is merely unknown.
 */
export const EXIT_PRECEDENCE: readonly ExitCode[] = [
  EXIT.wrongAnswers,
  EXIT.targetFailed,
  EXIT.regression,
  EXIT.interrupted,
  EXIT.nothingMeasured,
  EXIT.invalid,
  EXIT.unclear,
]

export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return EXIT_PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT.pass
}
