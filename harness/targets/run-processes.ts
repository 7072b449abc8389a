// The processes of a run, found again by anybody: from what was written down and from their marks.
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findMarkedPids, killPids, RUN_MARK } from './marks.ts'
import { HAS_PROC, readProcess, readProcesses } from './process-table.ts'

interface GroupRecord {
  readonly group: number
  readonly label: string
  readonly leaderStartedAt: string
}

/** One line in `groups.jsonl`; appended, so that a crash can lose at most the last one. */
export function recordGroup(directory: string, group: number, label: string): void {
  const leaderStartedAt = readProcess(group)?.startedAt ?? ''
  const record: GroupRecord = { group, label, leaderStartedAt }
  appendFileSync(join(directory, 'groups.jsonl'), `${JSON.stringify(record)}\n`)
}

/** SIGKILL for everything that is verified to belong to the run; returns how many there were. */
export function killRunProcesses(directory: string, runId: string): number {
  const pids = new Set([...findMarkedPids(RUN_MARK, runId), ...findRecordedPids(directory)])
  killPids([...pids])
  return pids.size
}

/** Groups whose leader is gone while members remain: without marks to read nobody can say whose they are. */
export function describeUnverified(directory: string): string[] {
  if (HAS_PROC) return []
  const processes = readProcesses()
  return readRecords(directory)
    .filter(({ group }) => !processes.some((entry) => entry.pid === group))
    .filter(({ group }) => processes.some((entry) => entry.group === group && !entry.zombie))
    .map(
      ({ group, label }) =>
        `Process group ${group} may be left over from "${label}"; look at it with "ps -g ${group}".`,
    )
}

/** A leader with the recorded start time is the process that we started, and so is its group. */
function findRecordedPids(directory: string): number[] {
  const records = readRecords(directory)
  if (records.length === 0) return []
  const processes = readProcesses()
  const ours = new Set(
    records
      .filter(({ group, leaderStartedAt }) =>
        processes.some((entry) => entry.pid === group && entry.startedAt === leaderStartedAt),
      )
      .map((record) => record.group),
  )
  return processes
    .filter((entry) => ours.has(entry.group) && !entry.zombie && entry.pid !== process.pid)
    .map((entry) => entry.pid)
}

function readRecords(directory: string): GroupRecord[] {
  let text: string
  try {
    text = readFileSync(join(directory, 'groups.jsonl'), 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as GroupRecord]
    } catch {
      return []
    }
  })
}
