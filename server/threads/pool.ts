// The worker threads and the queue before them. Both are bounded: past the queue's limit a request is told
// to come back later instead of waiting without end.
import { availableParallelism } from 'node:os'
import type { Job, Outcome } from './messages.ts'
import { startThread, type Thread, type ThreadOptions } from './thread.ts'

const MAX_THREADS = 4
const MAX_WAITING = 256
/** Deaths in a row before a thread was ready, after which threads are not replaced any more. */
const MAX_DEATHS = 5

export interface PoolOptions extends Pick<
  ThreadOptions,
  'source' | 'tuning' | 'queryLimits' | 'answer' | 'maxHeapMb'
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
  /** Aborting gives up a job in the queue or at work. */
  readonly run: (job: Job, signal?: AbortSignal) => Promise<Outcome | Refusal>
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly job: Job
  readonly settle: (outcome: Outcome) => void
  readonly signal: AbortSignal | undefined
}

const ABANDONED: Outcome = { kind: 'failure', detail: 'the client went away' }
const FULL: Refusal = { kind: 'refusal', message: 'Too many requests are waiting; try again later' }
const NO_THREADS: Refusal = {
  kind: 'refusal',
  message: 'The server has no worker threads any more',
}
const CLOSED: Outcome = { kind: 'failure', detail: 'the server is stopping' }

export function startPool(options: PoolOptions): Pool {
  const size = options.size ?? Math.min(MAX_THREADS, availableParallelism())
  const maxWaiting = options.maxWaiting ?? MAX_WAITING
  const threads = new Set<Thread>()
  const ready = new Set<Thread>()
  const idle: Thread[] = []
  const waiting: Waiting[] = []
  let deaths = 0
  let isClosed = false

  const work = async (thread: Thread, { job, settle, signal }: Waiting) => {
    signal?.addEventListener('abort', thread.stop)
    const outcome = await thread.run(job)
    signal?.removeEventListener('abort', thread.stop)
    settle(outcome)
    if (threads.has(thread)) {
      deaths = 0
      free(thread)
    }
  }
  const free = (thread: Thread) => {
    ready.add(thread)
    let next = waiting.shift()
    while (next?.signal?.aborted === true) {
      next.settle(ABANDONED)
      next = waiting.shift()
    }
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
    else if (threads.size === 0) for (const { settle } of waiting.splice(0)) settle(CLOSED)
  }
  const start = () => {
    threads.add(startThread({ ...options, onReady: free, onDeath }))
  }
  for (let i = 0; i < size; i++) start()

  const run: Pool['run'] = (job, signal) =>
    new Promise((settle) => {
      const thread = idle.pop()
      if (thread !== undefined) void work(thread, { job, settle, signal })
      else if (isClosed || threads.size === 0) settle(NO_THREADS)
      else if (waiting.length >= maxWaiting) settle(FULL)
      else waiting.push({ job, settle, signal })
    })
  const close = async () => {
    isClosed = true
    for (const { settle } of waiting.splice(0)) settle(CLOSED)
    await Promise.all([...threads].map((thread) => thread.kill()))
  }
  return { run, close }
}
