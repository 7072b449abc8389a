// Entry of every worker thread: takes one job at a time and hands back bytes, whole or in chunks.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { askingSource, type AskingSource } from './asking-source.ts'
import { chunkSender } from './chunk-sender.ts'
import { connectionSource } from './connection-source.ts'
import { giveWay } from './give-way.ts'
import { doJob } from './jobs.ts'
import { isStopped } from './job-signals.ts'
import { messageBuffers } from './messages.ts'
import type { FromThread, Job, ThreadData, ToThread } from './messages.ts'
import { printedLines } from './printed-lines.ts'
import type { ThreadSource } from './thread-source.ts'

function serve(port: MessagePort, data: ThreadData): void {
  const { source: kind, tuning, queryLimits: limits, signals, patience } = data
  const asking: AskingSource | undefined = kind.kind === 'ask' ? askingSource(port) : undefined
  const source: ThreadSource =
    kind.kind === 'connection' ? connectionSource(kind.file, tuning, kind.shared) : asking!
  const shouldStop = () => isStopped(signals)

  const say = (message: FromThread) => {
    port.postMessage(message, tuning.copies === 'move' ? messageBuffers(message) : [])
  }
  const work = async (job: Job) => {
    const send = chunkSender(signals, patience, (bytes) => say({ kind: 'chunk', bytes }))
    const print = printedLines((line) => say({ kind: 'printed', line }))
    const context = { source, copies: tuning.copies, limits, shouldStop, send, print }
    say({ kind: 'outcome', outcome: await doJob(job, context) })
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
  if (tuning.threads === 'yield') giveWay()
  say({ kind: 'ready' })
}

if (parentPort === null) throw new Error('worker.ts is the entry of a thread; start server/main.ts')
serve(parentPort, workerData as ThreadData)
