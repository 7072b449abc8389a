// The last step: what was named against the commit before it.
import { join } from 'node:path'
import { readPair } from '../../bisect/pair.ts'
import type { PairReading } from '../../bisect/pair.ts'
import { isPassing } from '../../bisect/reason.ts'
import { countTrials } from '../../bisect/record.ts'
import type { Checked } from '../../bisect/record.ts'
import { readSession } from '../../results/read-session.ts'
import { targetOf } from './bisection.ts'
import type { Bisection } from './bisection.ts'
import { measureStep } from './measure-step.ts'
import { BASE, isPairDecided, questionOf, sessionOf, startClock } from './step-parts.ts'

/** In each direction: the interval that stands beside the name is one of 95 %. */
const CHECK_RISK = 0.025

export async function checkNamed(bisection: Bisection, commit: string): Promise<Checked> {
  const before = commitBefore(bisection, commit)
  const about = { kind: 'checked', before, after: commit } as const
  const known = await readKnown(bisection, before, commit)
  return { ...about, ...(known ?? (await measurePair(bisection, before, commit))) }
}

type Measured = Omit<Checked, 'kind' | 'before' | 'after'>

/** After base itself, the session in which the commit was tried holds both. It may have ended too early for this. */
async function readKnown(
  { record, out }: Bisection,
  before: string,
  commit: string,
): Promise<Measured | undefined> {
  const { asked, ends, tried } = record
  const line = commit === asked.head ? ends : tried.find((each) => each.commit === commit)
  if (before !== asked.base || line?.session === undefined) return undefined
  const session = await readSession(join(out, line.session))
  const after = session.header.targets.find((target) => target.commit === commit)!.label
  const question = { before: BASE, after, risk: CHECK_RISK, marginRatio: asked.marginRatio }
  const reading = readPair(session, asked.subject, question, true)
  if (reading.verdict === 'unclear') return undefined
  return { ...reading, session: line.session, durationMs: 0 }
}

async function measurePair(
  bisection: Bisection,
  before: string,
  commit: string,
): Promise<Measured> {
  const { record } = bisection
  const { asked } = record
  const clock = startClock()
  const question = questionOf(bisection, 'before', 'after', CHECK_RISK)
  const { session, failed, fileName } = await measureStep(bisection, {
    name: `${countTrials(record) + 2}-check`,
    targets: [targetOf('before', before, asked), targetOf('after', commit, asked)],
    mayFail: ['before', 'after'],
    isDecided: (soFar) => isPairDecided(bisection, soFar, question),
    isDoubted: (ended) => isPassing(readPair(ended, asked.subject, question, true).reason),
  })
  const reading: PairReading =
    session === undefined
      ? { verdict: 'unclear', ...failed!, units: 0 }
      : readPair(session, asked.subject, question, true)
  return { ...reading, ...sessionOf(fileName), durationMs: clock() }
}

/** Of a merge the parent that was measured, else the first: the branch that was merged into. A root has none. */
function commitBefore({ record, history }: Bisection, commit: string): string {
  const { parents } = history.find(({ id }) => id === commit)!
  const isSame = (id: string) =>
    record.tried.some((each) => each.commit === id && each.answer === 'same')
  return parents.find(isSame) ?? parents[0] ?? record.asked.base
}
