// The report from top to bottom. To add a section: write one file that maps a ReportView to blocks, and name
// it here at its place; a section that has nothing to say returns no blocks.
import type { Block } from '../block.ts'
import type { ReportView } from '../view.ts'
import { answersSection } from './answers.ts'
import { artefactsSection } from './artefacts.ts'
import { askedSection } from './asked.ts'
import { attributionSection } from './attribution.ts'
import { budgetsSection } from './budgets.ts'
import { caveatsSection } from './caveats.ts'
import { comparedSection } from './compared.ts'
import { conditionsSection } from './conditions.ts'
import { detectableSection } from './detectable.ts'
import { findingsSection } from './findings.ts'
import { interferenceSection } from './interference.ts'
import { lifeCycleSection } from './life-cycle.ts'
import { percentilesSection } from './percentiles.ts'
import { queryPlansSection } from './query-plans.ts'
import { resourcesSection } from './resources.ts'
import { resultsSection } from './results.ts'
import { verdictSection } from './verdict.ts'
import { whereTimeWentSection } from './where-time-went.ts'

export type Section = (view: ReportView) => readonly Block[]

export const SECTIONS: readonly Section[] = [
  verdictSection,
  findingsSection,
  comparedSection,
  conditionsSection,
  askedSection,
  resultsSection,
  budgetsSection,
  interferenceSection,
  lifeCycleSection,
  resourcesSection,
  answersSection,
  attributionSection,
  queryPlansSection,
  whereTimeWentSection,
  percentilesSection,
  detectableSection,
  caveatsSection,
  artefactsSection,
]

export function composeReport(view: ReportView): readonly Block[] {
  return sectionsFor(view).flatMap((section) => section(view))
}

/** A chain is measured to know what its steps did: that comes before what was compared. */
function sectionsFor({ chain }: ReportView): readonly Section[] {
  if (chain === undefined) return SECTIONS
  const first: readonly Section[] = [attributionSection, queryPlansSection]
  const rest = SECTIONS.filter((section) => !first.includes(section))
  return rest.toSpliced(rest.indexOf(comparedSection), 0, ...first)
}
