// How a session begins: rehearsed, planned and written down, or read from the file of the one that is continued.
import type { Note } from '../core/notes.ts'
import { isPart } from '../results/continuing.ts'
import type { Session, SessionHeader, UnitResult } from '../results/schema.ts'
import { checkBudget, expectedUnitMs } from './budget.ts'
import type { Budget } from './budget.ts'
import type { Driver } from './driver.ts'
import { planScenario, unitMs } from './plan.ts'
import { runRehearsal } from './run-rehearsal.ts'
import type { TimedRehearsal } from './run-rehearsal.ts'
import { checkSameAnswers, checkSameSettings } from './same-session.ts'
import { describeSession } from './session-header.ts'
import type { SessionRequest } from './session-request.ts'

export interface Beginning {
  readonly header: SessionHeader
  /** Measured by an earlier part of the session. */
  readonly unitsBefore: readonly UnitResult[]
  /** Expected time of one unit. */
  readonly unitMs: number
  /** For the first unit of this part: header and earlier units are written already. */
  readonly notes: readonly Note[]
}

export async function beginSession(
  request: SessionRequest,
  driver: Driver,
  budget: Budget,
): Promise<Beginning> {
  const { resumed } = request
  const beginning =
    resumed === undefined
      ? await beginNew(request, driver)
      : await beginAgain(request, driver, resumed)
  const { header, unitsBefore } = beginning
  const complete = unitsBefore.filter(({ state }) => state === 'complete').length
  if (complete < request.units) checkBudget(budget, Math.max(1, 2 - complete), beginning.unitMs)
  request.onProgress({
    kind: 'planned',
    units: request.units,
    unitsBefore: complete,
    unitMs: beginning.unitMs,
    looks: header.looks,
    leftMs: budget.leftMs(),
  })
  if (resumed === undefined) await request.sink.header(header)
  return beginning
}

async function beginNew(request: SessionRequest, driver: Driver): Promise<Beginning> {
  const startedAt = new Date().toISOString()
  const rehearsal = await runRehearsal(request, driver)
  const { scenarios, targets, fixedPlan } = request
  const baseline = targets.find(({ info }) => info.role === 'baseline')!.info.label
  const plan =
    fixedPlan?.slice() ??
    scenarios.map((scenario) =>
      planScenario(scenario, rehearsal.costs[scenario.name]!, baseline, request.plan),
    )
  const { answers, notes, queryPlans } = rehearsal
  const rehearsed = { plan, answers, notes, queryPlans }
  const header = await describeSession(request, startedAt, rehearsed)
  return { header, unitsBefore: [], unitMs: restartedUnitMs(plan, rehearsal), notes: [] }
}

/** The plan stays what it was; the rehearsal only shows that the builds answer as they did. */
async function beginAgain(
  request: SessionRequest,
  driver: Driver,
  { header, units }: Session,
): Promise<Beginning> {
  const at = new Date().toISOString()
  const now = await describeSession(request, at, header)
  const differing = checkSameSettings(header, now)
  const rehearsal = await runRehearsal(request, driver)
  checkSameAnswers(header.answers, rehearsal.answers)
  const unitsBefore = units.filter((unit) => !isPart(unit))
  const complete = unitsBefore.filter(({ state }) => state === 'complete')
  const durationsMs = complete.map(({ durationMs }) => durationMs)
  return {
    header,
    unitsBefore,
    unitMs: expectedUnitMs(durationsMs, restartedUnitMs(header.plan, rehearsal)),
    notes: [{ code: 'resumed', at, unitsBefore: complete.length }, ...differing],
  }
}

function restartedUnitMs(plan: SessionHeader['plan'], rehearsal: TimedRehearsal): number {
  return rehearsal.restartMs + unitMs(plan, rehearsal.costs)
}
