// From a target to a running server: a port, a process group, readiness, and one handle to end it all.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { MeasurementError } from '../core/errors.ts'
import { checkPortIsFree, endGroup, killEscaped, killGroup } from './end-group.ts'
import { pickFreePort } from './free-port.ts'
import { warmUpProbe } from './http-probe.ts'
import { readLogTail } from './log-tail.ts'
import { PROCESS_MARK } from './marks.ts'
import { checkPortIsPassed, fillPlaceholders } from './placeholders.ts'
import { spawnGroup, type ProcessGroup } from './process-group.ts'
import { awaitReadiness, PortTakenError, type ReadinessTimes } from './readiness.ts'
import { readUsage } from './resources.ts'
import type { ExitReason, StartRequest, StopRule, TargetProcess } from './target.ts'

/** Rejects with a TargetError that tells why the server did not become ready; nothing is left running then. */
export async function startTarget(
  request: StartRequest,
  pickPort: () => Promise<number> = pickFreePort,
): Promise<TargetProcess> {
  checkPortIsPassed(request.spec)
  await warmUpProbe()
  try {
    return await startOnPort(request, await pickPort())
  } catch (error) {
    // Between picking and listening anybody may take the port; twice in a row is no accident.
    if (!(error instanceof PortTakenError)) throw error
    return await startOnPort(request, await pickPort())
  }
}

async function startOnPort(request: StartRequest, port: number): Promise<TargetProcess> {
  const { owner, label, signal } = request
  const spec = fillPlaceholders(request.spec, request.placeholders, port)
  const processMark = randomUUID()
  const group = await spawnGroup({
    command: spec.command,
    cwd: spec.cwd,
    environment: { ...spec.environment, ...owner.environment, [PROCESS_MARK]: processMark },
    logFile: join(owner.directory, `${label}.log`),
  })
  try {
    owner.recordGroup(group.pid, label)
    const times = await awaitReadiness({ group, port, spec, signal })
    return createHandle({ label, group, port, times, processMark, stop: spec.stop })
  } catch (error) {
    await killAll(group, processMark)
    throw error
  }
}

/** Why the start failed must stay the message; a process that survives is tried again when the run is closed. */
async function killAll(group: ProcessGroup, processMark: string): Promise<void> {
  try {
    await killGroup(group)
    await killEscaped(processMark)
  } catch (error) {
    if (!(error instanceof MeasurementError)) throw error
  }
}

interface Started {
  readonly label: string
  readonly group: ProcessGroup
  readonly port: number
  readonly times: ReadinessTimes
  readonly processMark: string
  readonly stop: StopRule
}

function createHandle(started: Started): TargetProcess {
  const { group, port, label } = started
  let stopping: Promise<ExitReason> | undefined
  const stop = (): Promise<ExitReason> => (stopping ??= stopStarted(started))
  const exited = group.leaderEnded.then(async (end): Promise<ExitReason> => {
    const died: ExitReason = { kind: 'died', ...end }
    return stopping === undefined ? died : await stopping.catch(() => died)
  })
  return {
    label,
    origin: `http://127.0.0.1:${port}`,
    port,
    pid: group.pid,
    spawnedAt: group.spawnedAt,
    ...started.times,
    exited,
    logFile: group.logFile,
    logTail: () => readLogTail(group.logFile),
    usage: (processes) => readUsage(group.pid, processes),
    stop,
  }
}

async function stopStarted({ group, port, processMark, stop }: Started): Promise<ExitReason> {
  const diedBefore = group.leaderEnd()
  const outcome = await endGroup(group, stop)
  await killEscaped(processMark)
  await checkPortIsFree(port)
  if (diedBefore !== undefined) return { kind: 'died', ...diedBefore }
  if (outcome === 'exited') return { kind: 'exited', ...(await group.leaderEnded) }
  return { kind: 'killed', askedWith: stop.signal, timeoutMs: stop.timeoutMs }
}
