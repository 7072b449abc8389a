// Ending a process group: polite signal, deadline, hard kill, and then looking whether it is true.
import { MeasurementError } from '../core/errors.ts'
import { awaitCondition } from './await-condition.ts'
import { isPortFree } from './free-port.ts'
import { findMarkedPids, killPids, PROCESS_MARK } from './marks.ts'
import { groupMembers } from './process-table.ts'
import type { ProcessGroup } from './process-group.ts'
import { signalGroup } from './process-group.ts'
import type { StopRule } from './target.ts'

/** A killed process is gone within milliseconds, unless the kernel waits for a device. */
const KILL_TIMEOUT_MS = 10_000
const POLL_MS = 10

/** Says whether asking was enough. */
export async function endGroup(group: ProcessGroup, rule: StopRule): Promise<'exited' | 'killed'> {
  // Once the group is gone its number may belong to a stranger.
  if (isGone(group)) return 'exited'
  signalGroup(group.pid, rule.signal)
  if (await isGoneWithin(group, rule.timeoutMs)) return 'exited'
  await killGroup(group)
  return 'killed'
}

export async function killGroup(group: ProcessGroup): Promise<void> {
  if (isGone(group)) return
  signalGroup(group.pid, 'SIGKILL')
  if (await isGoneWithin(group, KILL_TIMEOUT_MS)) return
  const left = groupMembers(group.pid).map((entry) => entry.pid)
  throw new MeasurementError(
    `Expected the server to be gone after SIGKILL, but processes ${left.join(', ')} are still there ` +
      `${KILL_TIMEOUT_MS} ms later. Look at them with ps and end them before measuring again.`,
  )
}

/** Processes that moved to a session of their own are out of the group's reach, but still marked. */
export async function killEscaped(processMark: string): Promise<void> {
  await awaitCondition(
    () => {
      const escaped = findMarkedPids(PROCESS_MARK, processMark)
      killPids(escaped)
      return escaped.length === 0
    },
    { timeoutMs: KILL_TIMEOUT_MS, everyMs: POLL_MS },
  )
}

/** The next server gets another port, but one still taken shows that something of this one survived. */
export async function checkPortIsFree(port: number): Promise<void> {
  const isFree = await awaitCondition(() => isPortFree(port), { timeoutMs: 2000, everyMs: POLL_MS })
  if (isFree) return
  throw new MeasurementError(
    `Expected port ${port} to be free after the server ended, but something still listens there. ` +
      'Find it with "ss -ltnp" and end it before measuring again.',
  )
}

async function isGoneWithin(group: ProcessGroup, timeoutMs: number): Promise<boolean> {
  return await awaitCondition(() => isGone(group), { timeoutMs, everyMs: POLL_MS })
}

function isGone(group: ProcessGroup): boolean {
  if (group.leaderEnd() === undefined) return false
  // Reading the whole process table is dear; a group without any member, dead or alive, is the usual case.
  return !signalGroup(group.pid, 0) || groupMembers(group.pid).length === 0
}
