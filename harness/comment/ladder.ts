// What a comment leaves out when it gets too long for GitHub: whole sections, one rung after the other, until it
// fits. Nothing is ever cut in the middle, and the comment says what is missing.
import { attributionSection } from '../report/sections/attribution.ts'
import { answersSection } from '../report/sections/answers.ts'
import { artefactsSection } from '../report/sections/artefacts.ts'
import { askedSection } from '../report/sections/asked.ts'
import { caveatsSection } from '../report/sections/caveats.ts'
import { comparedSection } from '../report/sections/compared.ts'
import { conditionsSection } from '../report/sections/conditions.ts'
import { detectableSection } from '../report/sections/detectable.ts'
import { findingsSection } from '../report/sections/findings.ts'
import { SECTIONS } from '../report/sections/index.ts'
import type { Section } from '../report/sections/index.ts'
import { interferenceSection } from '../report/sections/interference.ts'
import { lifeCycleSection } from '../report/sections/life-cycle.ts'
import { percentilesSection } from '../report/sections/percentiles.ts'
import { queryPlansSection } from '../report/sections/query-plans.ts'
import { resourcesSection } from '../report/sections/resources.ts'
import { resultsSection } from '../report/sections/results.ts'
import { verdictSection } from '../report/sections/verdict.ts'
import { whereTimeWentSection } from '../report/sections/where-time-went.ts'
import type { Verdict } from '../judge/comparison.ts'

/**
 * GitHub's own message names 65,536 characters as the most; some bodies of twice that length were accepted, but a
 * comment that is refused is worse than one that links to the rest.
 */
export const LONGEST_COMMENT = 60_000

/** What is left out on a rung. */
export interface Rung {
  readonly sections: ReadonlySet<Section>
  /** Whether charts are drawn; their numbers stand in tables, too. */
  readonly hasCharts: boolean
  /** Verdicts whose rows the open tables show. */
  readonly rows: readonly Verdict[]
}

/** What every comment shows unfolded. */
export const OPEN: readonly Section[] = [verdictSection, findingsSection]

/** From what is missed least; a section that is not named leaves first, since nobody has weighed it yet. */
const SHEDDING: readonly (readonly Section[])[] = [
  [percentilesSection],
  [detectableSection],
  [askedSection, attributionSection, queryPlansSection, resourcesSection, whereTimeWentSection],
  [interferenceSection, lifeCycleSection],
  [artefactsSection, conditionsSection],
  [caveatsSection],
  [comparedSection, answersSection],
  [resultsSection],
]

const EVERYTHING: readonly Verdict[] = ['slower', 'invalid', 'unclear', 'faster']

/** From the whole comment to the verdict alone. */
export const LADDER: readonly Rung[] = buildLadder()

function buildLadder(): readonly Rung[] {
  const weighed = new Set([...OPEN, ...SHEDDING.flat()])
  const unweighed = SECTIONS.filter((section) => !weighed.has(section))
  const first = [...unweighed, ...SHEDDING[0]!]
  const further = SHEDDING.slice(1)
  const rungOf = (left: readonly Section[], hasCharts: boolean): Rung => ({
    sections: new Set(left),
    hasCharts,
    rows: EVERYTHING,
  })
  const least = rungOf([...first, ...further.flat(), findingsSection], false)
  return [
    rungOf([], true),
    rungOf(first, true),
    rungOf(first, false),
    ...further.map((_, index) => rungOf([...first, ...further.slice(0, index + 1).flat()], false)),
    least,
    { ...least, rows: ['slower', 'invalid'] },
    { ...least, rows: [] },
  ]
}
