// The second start: the same server once more, on the database that it has used. The first one may migrate, this one
// must not have to.
import { TargetError } from '../core/errors.ts'
import type { Lifecycle } from '../results/schema.ts'
import type { RunningTarget } from './subjects.ts'

export type Restart = Pick<Lifecycle, 'restartReadyMs' | 'restartFirstAnswerMs'>

export interface Restarted {
  readonly times: Restart
  /** Why it did not start again. */
  readonly problem?: string
}

/** After the process has ended. Nothing is left running. An interruption is no problem of the server's. */
export async function restartOnce({ startAgain, signal }: RunningTarget): Promise<Restarted> {
  if (signal.aborted) return { times: {} }
  try {
    const again = await startAgain()
    const { readyMs, firstAnswerMs } = again
    await again.stop()
    const restartFirstAnswerMs = firstAnswerMs
    return {
      times: {
        restartReadyMs: readyMs,
        ...(restartFirstAnswerMs !== undefined && { restartFirstAnswerMs }),
      },
    }
  } catch (error) {
    if (signal.aborted) return { times: {} }
    if (!(error instanceof TargetError)) throw error
    return { times: {}, problem: error.message.replace(/\.$/, '') }
  }
}
