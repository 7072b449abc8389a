// The queue before the worker threads, up to a limit. Jobs leave it in order of arrival, those that may not
// start yet excepted; jobs whose client has left make room.
import type { Job, Outcome } from './messages.ts'
import type { TakeChunk } from './thread.ts'

export interface AskedJob {
  readonly job: Job
  readonly settle: (outcome: Outcome) => void
  readonly signal: AbortSignal | undefined
  readonly take: TakeChunk
}

export interface WaitingJobs {
  /** False: there is no room. */
  readonly add: (asked: AskedJob) => boolean
  readonly takeFirst: (mayStart: (job: Job) => boolean) => AskedJob | undefined
  readonly settleAll: (outcome: Outcome) => void
}

export const ABANDONED: Outcome = { kind: 'failure', detail: 'the client went away' }

export function waitingJobs(maxWaiting: number): WaitingJobs {
  let waiting: AskedJob[] = []
  const dropAbandoned = () => {
    const isAbandoned = ({ signal }: AskedJob) => signal?.aborted === true
    for (const { settle } of waiting.filter(isAbandoned)) settle(ABANDONED)
    waiting = waiting.filter((each) => !isAbandoned(each))
  }
  return {
    add: (asked) => {
      if (waiting.length >= maxWaiting) dropAbandoned()
      if (waiting.length >= maxWaiting) return false
      waiting.push(asked)
      return true
    },
    takeFirst: (mayStart) => {
      dropAbandoned()
      const at = waiting.findIndex(({ job }) => mayStart(job))
      return at === -1 ? undefined : waiting.splice(at, 1)[0]
    },
    settleAll: (outcome) => {
      for (const { settle } of waiting.splice(0)) settle(outcome)
    },
  }
}
