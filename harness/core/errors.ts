// Who must act decides the class of an error; every class says what was expected, what came and what to do.

/** Exit codes of the command line; docs/cli.md lists them for users. */
export const EXIT = {
  pass: 0,
  regression: 1,
  usage: 2,
  invalid: 3,
  wrongAnswers: 4,
  targetFailed: 5,
  nothingMeasured: 6,
  unclear: 7,
  interrupted: 130,
} as const

/** `bisect` alone ends with it: its ends do not differ, so that there is nothing to search for. No judgement does. */
export const NOTHING_TO_FIND = 8

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The caller must act: a flag, a config key, a ref. Printed without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly exitCode: ExitCode = EXIT.usage
}

/** The measured project must act: its build fails, its server does not start, dies or answers wrongly. */
export class TargetError extends Error {
  override readonly name = 'TargetError'
  readonly exitCode: ExitCode
  /** The last lines the target printed, oldest first. */
  readonly logTail: readonly string[]
  /** Label of the target at fault, where one can be named; whoever starts it may fill it in. */
  target: string | undefined
  /** Set where it may be nobody's fault: an installation also fails when the network does. */
  during: 'install' | undefined

  constructor(
    message: string,
    details: {
      logTail?: readonly string[]
      target?: string
      exitCode?: ExitCode
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: details.cause })
    this.logTail = details.logTail ?? []
    this.target = details.target
    this.exitCode = details.exitCode ?? EXIT.targetFailed
  }
}

/** Nobody did wrong, but no honest number could be taken. */
export class MeasurementError extends Error {
  override readonly name = 'MeasurementError'
  readonly exitCode: ExitCode

  constructor(message: string, details: { exitCode?: ExitCode; cause?: unknown } = {}) {
    super(message, { cause: details.cause })
    this.exitCode = details.exitCode ?? EXIT.invalid
  }
}

/** The user asked to stop (Ctrl-C, SIGTERM); what was measured is kept. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
  readonly exitCode: ExitCode = EXIT.interrupted
}
