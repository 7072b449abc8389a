// The worker threads and the queue before them. Both are bounded: past the queue's limit a request is told
// to come back later instead of waiting without end.
import { availableParallelism } from 'node:os'
import type { Job, Outcome } from './messages.ts'
import { startThread, type TakeChunk, type Thread, type ThreadOptions } from './thread.ts'
import { ABANDONED, waitingJobs, type AskedJob } from './waiting-jobs.ts'

const MAX_THREADS = 4
const MAX_WAITING = 256
/** Deaths in a row before a thread was ready, after which threads are not replaced any more. */
const MAX_DEATHS = 5

export interface PoolOptions extends Pick<
  ThreadOptions,
  'source' | 'tuning' | 'queryLimits' | 'patience' | 'answer' | 'print' | 'maxHeapMb'
> {
  readonly size?: number
  readonly maxWaiting?: number
  readonly onTrouble: (message: string, error: unknown) => void
}

/** The job was not taken. `message` is for the client. */
export interface Refusal {
  readonly kind: 'refusal'
  readonly message: string
}

export interface Pool {
  /** Aborting gives up a job in the queue or at work. `take` gets what the answer has before its end. */
  readonly run: (job: Job, signal?: AbortSignal, take?: TakeChunk) => Promise<Outcome | Refusal>
  readonly close: () => Promise<void>
}

const FULL: Refusal = { kind: 'refusal', message: 'Too many requests are waiting; try again later' }
const NO_THREADS: Refusal = {
  kind: 'refusal',
  message: 'The server has no worker threads any more',
}
const CLOSED: Outcome = { kind: 'failure', detail: 'the server is stopping' }

export function startPool(options: PoolOptions): Pool {
  const size = options.size ?? Math.min(MAX_THREADS, availableParallelism())
  const threads = new Set<Thread>()
  const ready = new Set<Thread>()
  const idle: Thread[] = []
  const waiting = waitingJobs(options.maxWaiting ?? MAX_WAITING)
  const { mayStart, started, ended } = exportsUpTo(Math.max(1, size - 1))
  let deaths = 0
  let isClosed = false

  const work = async (thread: Thread, { job, settle, signal, take }: AskedJob) => {
    started(job)
    signal?.addEventListener('abort', thread.stop)
    const outcome = await thread.run(job, take)
    signal?.removeEventListener('abort', thread.stop)
    ended(job)
    settle(outcome)
    if (threads.has(thread)) {
      deaths = 0
      free(thread)
    }
  }
  const free = (thread: Thread) => {
    ready.add(thread)
    const next = waiting.takeFirst(mayStart)
    if (next === undefined) idle.push(thread)
    else void work(thread, next)
  }
  const onDeath = (thread: Thread, error: Error) => {
    threads.delete(thread)
    if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1)
    if (isClosed) return
    options.onTrouble('A worker thread died', error)
    // A client's job can kill its thread, as often as the client likes: that counts for nothing.
    if (ready.delete(thread) || ++deaths < MAX_DEATHS) start()
    else if (threads.size === 0) waiting.settleAll(CLOSED)
  }
  const start = () => {
    threads.add(startThread({ ...options, onReady: free, onDeath }))
  }
  for (let i = 0; i < size; i++) start()

  const run: Pool['run'] = (job, signal, take = noChunks) =>
    new Promise((settle) => {
      const asked = { job, settle, signal, take }
      if (signal?.aborted === true) return settle(ABANDONED)
      const thread = mayStart(job) ? idle.pop() : undefined
      if (thread !== undefined) void work(thread, asked)
      else if (isClosed || threads.size === 0) settle(NO_THREADS)
      else if (!waiting.add(asked)) settle(FULL)
    })
  const close = async () => {
    isClosed = true
    waiting.settleAll(CLOSED)
    await Promise.all([...threads].map((thread) => thread.kill()))
  }
  return { run, close }
}

/** Exports wait for their clients: past the limit they leave the threads to jobs that do not. */
function exportsUpTo(max: number) {
  let running = 0
  const add = (job: Job, count: number) => {
    if (job.kind === 'export') running += count
  }
  return {
    mayStart: (job: Job) => job.kind !== 'export' || running < max,
    started: (job: Job) => add(job, 1),
    ended: (job: Job) => add(job, -1),
  }
}

/** For jobs that have none. */
function noChunks(): void {
  throw new Error('this job was expected to have its answer ready at once')
}
