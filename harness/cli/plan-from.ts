// `--plan-from`: as many rounds, requests and warm-up as another session had, so that both can be joined. Without it
// the plan follows from what requests cost in the rehearsal, which is another figure on every machine.
import { resolve } from 'node:path'
import { UsageError } from '../core/errors.ts'
import { readSession } from '../results/read-session.ts'
import type { ScenarioPlan } from '../results/schema.ts'
import type { Context } from './context.ts'
import type { CompareOptions, Comparison } from './resolve-comparison.ts'

/** One plan for each scenario of the comparison; undefined when none is named. */
export async function readPlan(
  { directory }: Context,
  { names, scenarios }: Comparison,
  { planFrom, rounds }: CompareOptions,
): Promise<readonly ScenarioPlan[] | undefined> {
  if (planFrom === undefined) return undefined
  if (rounds !== undefined)
    throw new UsageError(
      `Expected --plan-from without --rounds: how many rounds a unit has stands in ${planFrom}.`,
    )
  const { header } = await readSession(resolve(directory, planFrom))
  const labels = names.map(({ label }) => label)
  return scenarios.map(({ name }) => planFor(name, labels, header.plan, planFrom))
}

function planFor(
  scenario: string,
  labels: readonly string[],
  plans: readonly ScenarioPlan[],
  file: string,
): ScenarioPlan {
  const plan = plans.find((each) => each.scenario === scenario)
  if (plan === undefined)
    throw new UsageError(
      `Expected a plan of ${scenario} in ${file}, found those of ${plans.map((each) => each.scenario).join(', ') || 'none'}. Select scenarios with --scenario, or leave --plan-from out.`,
    )
  const { requests } = plan
  const missing = labels.find((label) => requests !== undefined && !Object.hasOwn(requests, label))
  if (requests === undefined || missing === undefined) return plan
  throw new UsageError(
    `Expected "${missing}" among the targets that ${file} plans ${scenario} for, found ${Object.keys(requests).join(', ')}. Compare the same targets under the same labels.`,
  )
}
