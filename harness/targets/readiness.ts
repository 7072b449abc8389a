// Ready means: our own process answers over HTTP as expected. Asked often, with a deadline that fails.
import { setTimeout as pause } from 'node:timers/promises'
import { TargetError } from '../core/errors.ts'
import { describeAnswer, probeConnection, probePath, type ProbeAnswer } from './http-probe.ts'
import { findPortOwner, readGroupSockets } from './listening-sockets.ts'
import { readLogTail } from './log-tail.ts'
import { describeEnd, type ProcessGroup } from './process-group.ts'
import type { TargetSpec } from './target.ts'

export interface ReadinessTimes {
  readonly acceptsMs: number
  readonly readyMs: number
  readonly firstAnswerMs: number | undefined
  readonly migratedMs: number | undefined
}

export interface ReadinessRequest {
  readonly group: ProcessGroup
  readonly port: number
  readonly spec: TargetSpec
  readonly signal?: AbortSignal | undefined
}

/** The port is somebody else's: worth another try on another port. */
export class PortTakenError extends TargetError {}

export async function awaitReadiness(request: ReadinessRequest): Promise<ReadinessTimes> {
  const { ready } = request.spec
  const acceptsMs = await pollUntil(request, (timeoutMs) => checkAccepts(request, timeoutMs))
  const readyMs = await pollUntil(request, (timeoutMs) =>
    checkPath(request, ready.path, { timeoutMs, expected: ready.expectStatus }),
  )
  const { firstAnswerMs, migratedMs } = await pollSideBySide(request)
  // Last, because looking through /proc takes milliseconds that would be counted as the server's.
  checkPortIsOurs(request)
  return { acceptsMs, readyMs, firstAnswerMs, migratedMs }
}

/** Either may come first. When one fails the other stops, too, before this throws. */
async function pollSideBySide(
  request: ReadinessRequest,
): Promise<Pick<ReadinessTimes, 'firstAnswerMs' | 'migratedMs'>> {
  const { firstAnswer, migrated } = request.spec
  const failed = new AbortController()
  const [firstAnswerMs, migratedMs] = await Promise.all([
    pollPath(request, firstAnswer, failed),
    pollPath(request, migrated, failed),
  ])
  // Its reason is what failed first.
  failed.signal.throwIfAborted()
  return { firstAnswerMs, migratedMs }
}

/** Undefined without a path to ask for, or once one has failed. */
async function pollPath(
  request: ReadinessRequest,
  asked: { readonly path: string } | undefined,
  failed: AbortController,
): Promise<number | undefined> {
  if (asked === undefined) return undefined
  const { signal = failed.signal } = request
  const either = { ...request, signal: AbortSignal.any([signal, failed.signal]) }
  try {
    return await pollUntil(either, (timeoutMs) =>
      checkPath(either, asked.path, { timeoutMs, expected: '2xx' }),
    )
  } catch (error) {
    failed.abort(error)
    return undefined
  }
}

/** The last question gets time for an answer: "answered 404" tells more than "did not answer". */
const LAST_PROBE_MS = 500

/** Undefined when the check holds, else what is wrong (made only when it is needed). */
type Check = (timeoutMs: number) => Promise<undefined | (() => string)>

/** Milliseconds from spawn to the moment when the check held. */
async function pollUntil(request: ReadinessRequest, check: Check): Promise<number> {
  const { group, spec, signal } = request
  for (;;) {
    signal?.throwIfAborted()
    const remainingMs = spec.ready.timeoutMs - elapsedMs(group)
    const problem = await check(Math.max(remainingMs, LAST_PROBE_MS))
    const heldMs = elapsedMs(group)
    if (problem === undefined) return heldMs
    checkLeaderIsAlive(group)
    if (heldMs >= spec.ready.timeoutMs) {
      checkPortIsOurs(request)
      throw fail(group, `${problem()} (${spec.ready.timeoutMs} ms after its start)`)
    }
    // Start-up times are measured: fine steps at first, coarser ones for servers that take long.
    await pause(heldMs < 2000 ? 5 : 25, undefined, { signal })
  }
}

async function checkAccepts({ group, port }: ReadinessRequest, timeoutMs: number) {
  const accepts = await probeConnection({ port, timeoutMs })
  return accepts ? undefined : () => describeMissingListener(group, port)
}

async function checkPath(
  { port }: ReadinessRequest,
  path: string,
  { timeoutMs, expected }: { timeoutMs: number; expected: number | '2xx' },
) {
  const answer = await probePath(path, { port, timeoutMs })
  if (isExpected(answer, expected)) return undefined
  return () =>
    `Expected GET ${path} to answer ${expected}, but ${describeAnswer(answer)}. ` +
    'Correct the path or the expected status in the config, or read why in the log'
}

function isExpected(answer: ProbeAnswer, expected: number | '2xx'): boolean {
  if (answer.kind !== 'status') return false
  return expected === '2xx' ? Math.floor(answer.status / 100) === 2 : answer.status === expected
}

function checkPortIsOurs({ group, port }: ReadinessRequest): void {
  if (findPortOwner(port, group.pid) !== 'foreign') return
  throw new PortTakenError(
    `Expected the started server to listen on port ${port}, but a process outside its process group does. ` +
      'If it is the server itself, keep it in the foreground (no daemon mode, no setsid).',
    { logTail: readLogTail(group.logFile) },
  )
}

function checkLeaderIsAlive(group: ProcessGroup): void {
  const end = group.leaderEnd()
  if (end === undefined) return
  const logTail = readLogTail(group.logFile)
  const message = `The server ended with ${describeEnd(end)} before it was ready.`
  const portTaken = logTail.some((line) => /EADDRINUSE|address already in use/i.test(line))
  if (portTaken) throw new PortTakenError(`${message} Its port was taken meanwhile.`, { logTail })
  const advice = end.code === 0 ? ' Expected it to stay in the foreground.' : ''
  throw new TargetError(`${message}${advice} Its last lines tell why.`, { logTail })
}

function describeMissingListener(group: ProcessGroup, port: number): string {
  const sockets = readGroupSockets(group.pid)
  const other = sockets.find((socket) => socket.port !== port)?.port
  const hint = sockets.some((socket) => socket.port === port)
    ? 'It listens on that port, but on another address, such as IPv6 only (::1): make it listen on 127.0.0.1'
    : other === undefined
      ? 'It listens nowhere: raise ready.timeoutMs if it only needs longer'
      : `It listens on port ${other} instead: pass {port} on to it`
  return `Expected the server to accept connections on 127.0.0.1:${port}, but it does not. ${hint}`
}

function elapsedMs(group: ProcessGroup): number {
  return performance.now() - group.spawnedAt
}

function fail(group: ProcessGroup, message: string): TargetError {
  return new TargetError(`${message}.`, { logTail: readLogTail(group.logFile) })
}
