// Entry of every worker thread: takes one job at a time and hands back the finished bytes.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { askingSource, type AskingSource } from './asking-source.ts'
import { connectionSource } from './connection-source.ts'
import { doJob } from './jobs.ts'
import { outcomeBuffers } from './messages.ts'
import type { FromThread, Job, ThreadData, ToThread } from './messages.ts'
import type { ThreadSource } from './thread-source.ts'

function serve(port: MessagePort, data: ThreadData): void {
  const { source: kind, tuning, queryLimits: limits, stop } = data
  const asking: AskingSource | undefined = kind.kind === 'ask' ? askingSource(port) : undefined
  const source: ThreadSource =
    kind.kind === 'connection' ? connectionSource(kind.file, tuning, kind.shared) : asking!
  const shouldStop = () => Atomics.load(stop, 0) !== 0
  const context = { source, copies: tuning.copies, limits, shouldStop }

  const work = async (job: Job) => {
    send(port, { kind: 'outcome', outcome: await doJob(job, context) }, tuning.copies === 'move')
  }
  // Without its port nothing keeps the thread alive.
  const close = () => {
    source.close()
    port.close()
  }
  port.on('message', (message: ToThread) => {
    if (message.kind === 'job') void work(message.job)
    else if (message.kind === 'close') close()
    else asking?.onAnswer(message.id, message.answer)
  })
  send(port, { kind: 'ready' }, false)
}

function send(port: MessagePort, message: FromThread, isMove: boolean): void {
  port.postMessage(
    message,
    isMove && message.kind === 'outcome' ? outcomeBuffers(message.outcome) : [],
  )
}

if (parentPort === null) throw new Error('worker.ts is the entry of a thread; start server/main.ts')
serve(parentPort, workerData as ThreadData)
