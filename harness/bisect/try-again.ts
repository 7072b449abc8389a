// What a bisection that goes on asks once more: what had no answer for what may be no commit's doing, such as a busy
// machine.
import type { History } from './history.ts'
import { stageOf } from './progress.ts'
import { isPassing } from './reason.ts'
import type { BisectRecord } from './record.ts'

/** Of one that has found its commit, only the check of that. */
export function tryAgain(record: BisectRecord, history: History): BisectRecord {
  const stage = stageOf(record, history)
  const hasName = stage.kind === 'named' && stage.next.kind === 'found'
  if (hasName) return isPassing(record.checked?.reason) ? withoutCheck(record) : record
  const { tried, setAside = [] } = record
  const passing = tried.filter(({ reason }) => isPassing(reason))
  if (passing.length === 0) return record
  return {
    ...record,
    tried: tried.filter(({ reason }) => !isPassing(reason)),
    setAside: [...setAside, ...passing],
  }
}

function withoutCheck(record: BisectRecord): BisectRecord {
  const { checked: _, ...rest } = record
  return rest
}
