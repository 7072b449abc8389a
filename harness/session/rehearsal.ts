// Before the first unit: every read scenario is answered by every build and compared with the baseline,
// and the cost of one request is measured, from which the plan follows. Nothing here is judged for speed.
import { TargetError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import type { Scenario } from '../core/scenario.ts'
import type { AnswerDigest } from '../load/answers.ts'
import { isLost } from '../load/failure.ts'
import type { Answer } from '../results/schema.ts'
import type { Driver } from './driver.ts'
import type { Cost, Costs, PlanSettings } from './plan.ts'
import type { OnProgress } from './progress.ts'
import { throwIfDead } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'

export interface Rehearsal {
  readonly answers: readonly Answer[]
  readonly notes: readonly Note[]
  readonly costs: Readonly<Record<string, Costs>>
}

/**
 * As many as the largest warm-up: what a request costs in a slice shows only in a warm process. After 200 requests of
 * a fresh one it was three to five times as much, and slices of 80 ms were planned that took 25.
 */
const COST_REQUESTS = 3000
const COST_BUDGET_LEAST_MS = 100
const COST_KNOWN_US = 400_000

export async function rehearse(
  scenarios: readonly Scenario[],
  running: readonly RunningTarget[],
  driver: Driver,
  { warmupBudgetMs }: Pick<PlanSettings, 'warmupBudgetMs'>,
  onProgress: OnProgress,
): Promise<Rehearsal> {
  const budgetMs = Math.max(COST_BUDGET_LEAST_MS, warmupBudgetMs)
  const answers: Answer[] = []
  const notes: Note[] = []
  const costs: Record<string, Costs> = {}
  for (const [done, scenario] of scenarios.entries()) {
    onProgress({ kind: 'rehearsal', scenario: scenario.name, done, all: scenarios.length })
    const ofScenario: Record<string, Cost> = {}
    for (const one of baselineFirst(running)) {
      await prepare(scenario, one, driver)
      const compared = scenario.readOnly ? await compareAnswers(scenario, one, driver) : undefined
      if (compared !== undefined) {
        answers.push(compared.answer)
        notes.push(...compared.notes)
      }
      // An answer that took this long has told its cost already.
      ofScenario[one.target.info.label] =
        compared !== undefined && compared.serviceUs > COST_KNOWN_US
          ? { us: compared.serviceUs, freshUs: compared.serviceUs }
          : await measureCost(scenario, one, driver, budgetMs)
    }
    costs[scenario.name] = ofScenario
  }
  return { answers, notes, costs }
}

/** Sends the scenario's preparation; a target that refuses it cannot be measured there. */
export async function prepare(
  scenario: Scenario,
  running: RunningTarget,
  driver: Driver,
): Promise<void> {
  const { failure } = await driver.ask({
    kind: 'prepare',
    subject: running.subject,
    scenario: scenario.name,
  })
  if (failure === undefined) return
  await throwIfDead(running)
  throw new TargetError(
    `Expected "${running.target.info.label}" to accept the preparation of ${scenario.name}, but ${failure}.`,
    { logTail: running.process.logTail(), target: running.target.info.label },
  )
}

function baselineFirst(running: readonly RunningTarget[]): RunningTarget[] {
  const rank = (one: RunningTarget) => (one.target.info.role === 'baseline' ? 0 : 1)
  return [...running].sort((a, b) => rank(a) - rank(b))
}

async function compareAnswers(
  scenario: Scenario,
  running: RunningTarget,
  driver: Driver,
): Promise<{ answer: Answer; notes: Note[]; serviceUs: number }> {
  const { label, role } = running.target.info
  const digests = await driver.ask({
    kind: 'answers',
    subject: running.subject,
    scenario: scenario.name,
    role,
  })
  if (digests.some(({ fault }) => fault?.lost)) await throwIfDead(running)
  const wrong = digests.find(({ fault }) => fault !== undefined)
  const different = digests.find(({ difference }) => difference !== undefined)
  const base = { scenario: scenario.name, target: label }
  return {
    serviceUs: Math.min(...digests.map((digest) => digest.serviceUs)),
    answer: {
      ...base,
      state: wrong !== undefined ? 'wrong-status' : different !== undefined ? 'different' : 'same',
      digest: digests[0]!.digest,
      bytes: digests[0]!.bytes,
    },
    notes: [
      ...(wrong === undefined ? [] : [wrongStatus(base, wrong)]),
      ...(different === undefined ? [] : [answersDiffer(base, different)]),
    ],
  }
}

type NoteBase = { readonly scenario: string; readonly target: string }

const wrongStatus = (base: NoteBase, wrong: AnswerDigest): Note => ({
  code: 'wrong-status',
  ...base,
  request: wrong.request,
  expected: wrong.fault!.expected,
  got: wrong.fault!.got,
})

const answersDiffer = (base: NoteBase, different: AnswerDigest): Note => ({
  code: 'answers-differ',
  ...base,
  request: different.request,
  detail: different.difference!,
})

async function measureCost(
  scenario: Scenario,
  running: RunningTarget,
  driver: Driver,
  budgetMs: number,
): Promise<Cost> {
  const { costUs, freshUs, failure } = await driver.ask({
    kind: 'warm-up',
    subject: running.subject,
    scenario: scenario.name,
    requests: COST_REQUESTS,
    budgetMs,
  })
  if (failure !== undefined && isLost(failure)) await throwIfDead(running)
  return { us: Math.max(1, costUs), freshUs: Math.max(1, freshUs) }
}
