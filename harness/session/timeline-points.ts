// Which slices keep their requests one by one, to be drawn: one of each build, scenario and unit, where requests wait for
// something other than the one before them. More would make session files grow with the length of a session.
import type { ScenarioInfo, ScenarioPlan } from '../results/schema.ts'
import { isInRound } from './plan.ts'

/** About as many as a chart is pixels wide; 20 requests a second for 20 s. */
const POINTS_MAX = 400

/** Undefined for a slice that keeps none. */
export function timelinePoints(
  scenario: ScenarioInfo,
  plan: ScenarioPlan,
  round: number,
  allRounds: number,
): number | undefined {
  const waits = scenario.loads.length > 1 || scenario.loads.some(({ model }) => model === 'open')
  return waits && isFirst(plan, round, allRounds) ? POINTS_MAX : undefined
}

function isFirst(plan: ScenarioPlan, round: number, allRounds: number): boolean {
  const before = Array.from({ length: round }, (_, earlier) => earlier)
  return (
    isInRound(plan, round, allRounds) &&
    !before.some((earlier) => isInRound(plan, earlier, allRounds))
  )
}
