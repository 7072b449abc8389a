// One slice: asks the load generator for it, and reads what the server used meanwhile.
import { isLost } from '../load/failure.ts'
import type { Recording, ScenarioPlan, SliceResult } from '../results/schema.ts'
import { subtractUsage } from '../targets/resources.ts'
import type { Usage } from '../targets/target.ts'
import { throwIfDead } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'
import type { UnitRequest } from './unit-request.ts'

/** Throws when the server has died. */
export async function runSlice(
  { driver, start }: UnitRequest,
  plan: ScenarioPlan,
  running: RunningTarget,
  place: Pick<SliceResult, 'round' | 'position'>,
): Promise<SliceResult> {
  start.signal.throwIfAborted()
  const { label } = running.target.info
  const before = running.process.usage()
  const { recordings, generator } = await driver.ask({
    kind: 'slice',
    subject: running.subject,
    scenario: plan.scenario,
    plan: { requests: plan.requests?.[label], sliceMs: plan.sliceMs, dropped: plan.dropped },
  })
  const usage = usageBetween(before, running.process.usage())
  if (recordings.some(hasLostAnswers)) await throwIfDead(running)
  return {
    scenario: plan.scenario,
    target: label,
    ...place,
    recordings: [...recordings],
    generator,
    ...(usage !== undefined && { usage }),
  }
}

function usageBetween(before: Usage | undefined, after: Usage | undefined): SliceResult['usage'] {
  if (before === undefined || after === undefined) return undefined
  const { cpuMs, rssBytes, writtenBytes } = subtractUsage(after, before)
  // A member that left the group took its counters along: nothing is known then.
  if (cpuMs < 0 || (writtenBytes ?? 0) < 0) return undefined
  return { cpuMs, rssBytes, ...(writtenBytes !== undefined && { writtenBytes }) }
}

const hasLostAnswers = ({ failures }: Recording) => Object.keys(failures).some(isLost)
