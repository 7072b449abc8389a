// What to do next, from the answers so far: the order in which commits are tried is that of `git bisect`.
import { createRandom } from '../core/random.ts'
import { candidatesOf, weighCommits } from './history.ts'
import type { Answers, History } from './history.ts'

export type Next =
  | Trial
  /** The only commit that is left. */
  | { readonly kind: 'found'; readonly commit: string }
  /** What is left cannot be told apart: every other one of them was skipped. In the order of the history. */
  | { readonly kind: 'ambiguous'; readonly commits: readonly string[] }

export interface Trial {
  readonly kind: 'try'
  readonly commit: string
  /** Commits that may be the first changed one, this one among them. */
  readonly candidates: number
  /** How many of them are left if it has changed; the others are left if it is the same. */
  readonly ifChanged: number
}

export function nextStep(history: History, answers: Answers): Next {
  const candidates = candidatesOf(history, answers)
  const changed = candidates.at(-1)!
  if (candidates.length === 1) return { kind: 'found', commit: changed.id }
  const weights = weighCommits(candidates)
  const commit = choose(candidates, answers, (id) => halving(weights.get(id)!, candidates.length))
  if (commit === undefined) return { kind: 'ambiguous', commits: candidates.map(({ id }) => id) }
  return {
    kind: 'try',
    commit,
    candidates: candidates.length,
    ifChanged: weights.get(commit)!,
  }
}

/** What either answer rules out at least. */
const halving = (weight: number, all: number) => Math.min(weight, all - weight)

/**
 * The commit whose answer rules out most. If that one was skipped, its neighbours are likely to be broken, too: then one
 * further away is drawn, still rather near the middle. Git takes the place count · u^1.5 in the list ordered by what
 * an answer rules out, with u drawn from its length, and so do we.
 */
function choose(
  candidates: History,
  answers: Answers,
  valueOf: (id: string) => number,
): string | undefined {
  const ordered = candidates
    .slice(0, -1)
    .map(({ id }) => ({ id, value: valueOf(id) }))
    .toSorted((a, b) => b.value - a.value)
  const free = ordered.filter(({ id }) => answers.get(id) !== 'skip')
  if (free.length === 0 || free[0] === ordered[0]) return free[0]?.id
  const u = createRandom(`bisect ${free.length}`)()
  return free[Math.floor(free.length * u ** 1.5)]!.id
}

/** Roughly how many answers a search among so many commits takes: log2, rounded as `git bisect` rounds it. */
export function estimateSteps(candidates: number): number {
  if (candidates < 3) return 0
  const whole = Math.floor(Math.log2(candidates))
  const power = 2 ** whole
  return power < 3 * (candidates - power) ? whole : whole - 1
}
