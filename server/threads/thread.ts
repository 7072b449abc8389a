// One worker thread from outside: ready, busy with one job, or dead.
import { Worker, type TransferListItem } from 'node:worker_threads'
import type {
  Answer,
  FromThread,
  Job,
  Outcome,
  Question,
  SourceKind,
  ThreadData,
  ToThread,
} from './messages.ts'
import { DEFAULT_PATIENCE, type Patience } from './chunk-sender.ts'
import { beginJob, makeSignals, noteTaken, stopJob, type JobSignals } from './job-signals.ts'
import { columnBuffers, jobBuffers } from './messages.ts'
import type { Print } from './printed-lines.ts'
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from '../query/limits.ts'
import type { Tuning } from '../tuning.ts'

export interface ThreadOptions {
  readonly source: SourceKind
  readonly tuning: Tuning
  /** The defaults unless told. */
  readonly queryLimits?: QueryLimits | undefined
  /** The default unless told. */
  readonly patience?: Patience
  readonly answer: (question: Question) => Answer
  /** A job that needs more ends its own thread, not the server. */
  readonly maxHeapMb?: number
  /** Gets what queries print. */
  readonly print?: Print | undefined
  /** The thread can take a job. */
  readonly onReady: (thread: Thread) => void
  /** Told once; its job, if any, has ended as a failure before. */
  readonly onDeath: (thread: Thread, error: Error) => void
}

/** Gets the pieces of an answer; `taken` asks for another one after that. */
export type TakeChunk = (bytes: Uint8Array<ArrayBuffer>, taken: () => void) => void

export interface Thread {
  readonly run: (job: Job, take: TakeChunk) => Promise<Outcome>
  /** Asks the job to give up at its next step, or at once if it waits. */
  readonly stop: () => void
  /** Ends the thread once its job has noticed that it shall stop. */
  readonly kill: () => Promise<void>
}

interface Working {
  readonly settle: (outcome: Outcome) => void
  readonly take: TakeChunk
}

/** A job that does not notice in this time is cut off. */
const END_MS = 2_000
const DEFAULT_MAX_HEAP_MB = 2_048

const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js',
  import.meta.url,
)

export function startThread(options: ThreadOptions): Thread {
  const { tuning, answer, print, onReady, onDeath } = options
  const signals = makeSignals()
  const worker = startWorker(options, signals)
  let working: Working | undefined
  let death: Error | undefined
  const started = Promise.withResolvers<void>()

  const done = (outcome: Outcome) => {
    const ended = working
    working = undefined
    ended?.settle(outcome)
  }
  const pass = (bytes: Uint8Array<ArrayBuffer>) => {
    const giver = working
    // The last pieces may be taken when the thread does another job already.
    const taken = () => {
      if (giver === working) noteTaken(signals)
    }
    giver?.take(bytes, tuning.lock === 'request' ? () => {} : taken)
    // Who waits for the thread may hold the global lock, and must not wait for a client: chunks pile up then.
    if (tuning.lock === 'request') taken()
  }
  const reply = (id: number, question: Question) => {
    const given = answer(question)
    const columns = given.kind === 'range' ? given.columns : undefined
    const moved: TransferListItem[] = tuning.copies === 'move' ? columnBuffers(columns) : []
    worker.postMessage({ kind: 'answer', id, answer: given } satisfies ToThread, moved)
  }
  const thread: Thread = {
    run: (job, take) =>
      new Promise((settle) => {
        beginJob(signals)
        working = { settle, take }
        worker.postMessage({ kind: 'job', job } satisfies ToThread, jobBuffers(job))
      }),
    stop: () => stopJob(signals),
    kill: () => {
      stopJob(signals)
      return endThread(worker, started.promise)
    },
  }
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'ready') {
      started.resolve()
      onReady(thread)
    } else if (message.kind === 'outcome') done(message.outcome)
    else if (message.kind === 'chunk') pass(message.bytes)
    else if (message.kind === 'printed') print?.(message.line)
    else reply(message.id, message.question)
  })
  worker.on('error', (error) => (death = error as Error))
  worker.on('exit', (code) => {
    started.resolve()
    death ??= new Error(`a worker thread exited with code ${code}`)
    done({ kind: 'failure', detail: String(death.stack) })
    onDeath(thread, death)
  })
  return thread
}

function startWorker(options: ThreadOptions, signals: JobSignals): Worker {
  const { source, tuning } = options
  const { queryLimits = DEFAULT_QUERY_LIMITS, patience = DEFAULT_PATIENCE } = options
  return new Worker(ENTRY, {
    workerData: { source, tuning, queryLimits, signals, patience } satisfies ThreadData,
    resourceLimits: {
      maxOldGenerationSizeMb: options.maxHeapMb ?? DEFAULT_MAX_HEAP_MB,
      // Columns are not in this heap: a larger one only keeps garbage for longer.
      maxYoungGenerationSizeMb: 8,
    },
  })
}

/**
 * The thread closes its connection and ends by itself. Cutting it off is the last resort: done while it loads
 * SQLite or is inside of it, the module takes the whole process down (napi_get_last_error_info).
 */
async function endThread(worker: Worker, started: Promise<void>): Promise<void> {
  await started
  if (worker.threadId < 0) return
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.postMessage({ kind: 'close' } satisfies ToThread, [])
  const deadline = setTimeout(() => void worker.terminate(), END_MS)
  await ended
  clearTimeout(deadline)
}
