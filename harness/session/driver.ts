// The session's half of the load generator: starts its process, asks, waits with a limit, ends it.
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { MeasurementError } from '../core/errors.ts'
import type {
  DriverAnswers,
  DriverReply,
  DriverRequest,
  DriverRequestOf,
} from '../load/protocol.ts'

export interface Driver {
  /** Undefined when it could not be started; questions fail then. */
  readonly pid: number | undefined
  ask<Kind extends DriverRequest['kind']>(
    request: DriverRequestOf<Kind>,
    limitMs?: number,
  ): Promise<DriverAnswers[Kind]>
  /** Ends the process; questions in flight fail. */
  close(): void
}

/** Far beyond any planned slice: reached only when generator or server hang. */
const LIMIT_MS = 180_000

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/** `environment` marks the process as belonging to this run; `launcher` stands before its command. */
export function startDriver(
  environment: NodeJS.ProcessEnv,
  launcher: readonly string[] = [],
): Driver {
  const source = import.meta.url.endsWith('.ts')
    ? './generator-process.ts'
    : './generator-process.js'
  const [execPath, ...execArgv] = [...launcher, process.execPath]
  const child = fork(fileURLToPath(new URL(source, import.meta.url)), {
    env: environment,
    execPath,
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const waiting = new Map<number, Waiting>()
  const failAll = (message: string) => {
    for (const { reject } of waiting.values()) reject(new MeasurementError(message))
    waiting.clear()
  }
  child.on('message', (reply: DriverReply) => settle(waiting, reply))
  child.on('error', (error) => failAll(`The load generator failed: ${error.message}`))
  child.on('exit', (code, signal) => failAll(`The load generator ended (${signal ?? code}).`))
  let lastId = 0
  return {
    pid: child.pid,
    ask: (request, limitMs = LIMIT_MS) => {
      const id = ++lastId
      return new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          child.kill('SIGKILL')
          failAll(`The load generator gave no answer to "${request.kind}" within ${limitMs} ms.`)
        }, limitMs)
        const done =
          <Value>(settleWith: (value: Value) => void) =>
          (value: Value) => {
            clearTimeout(limit)
            settleWith(value)
          }
        waiting.set(id, { resolve: done(resolve as (value: never) => void), reject: done(reject) })
        send(child, { id, request }, failAll)
      })
    },
    close() {
      child.kill('SIGKILL')
      failAll('The load generator was closed.')
    },
  }
}

function send(child: ChildProcess, message: object, failAll: (message: string) => void): void {
  if (!child.connected) failAll('The load generator is gone.')
  else
    child.send(message, (error) => {
      if (error !== null) failAll(`The load generator is gone: ${error.message}`)
    })
}

function settle(waiting: Map<number, Waiting>, reply: DriverReply): void {
  const entry = waiting.get(reply.id)
  if (entry === undefined) return
  waiting.delete(reply.id)
  if (reply.ok) entry.resolve(reply.value as never)
  else entry.reject(new MeasurementError(`The load generator failed: ${reply.error}`))
}
