// One candidate's part of a comment: its findings and the rows that moved stand open, every further section of the
// report is folded under its own heading.
import { heading, paragraph, strong, textOf } from '../report/block.ts'
import type { Block } from '../report/block.ts'
import { findingsSection } from '../report/sections/findings.ts'
import { SECTIONS } from '../report/sections/index.ts'
import type { Section } from '../report/sections/index.ts'
import { verdictSection } from '../report/sections/verdict.ts'
import type { ReportView } from '../report/view.ts'
import { changedRows } from './changed-rows.ts'
import { identify } from './identity.ts'
import type { Rung } from './ladder.ts'

/** A candidate with every section of its report, composed once for all rungs. */
export interface Candidate {
  readonly view: ReportView
  readonly sections: ReadonlyMap<Section, readonly Block[]>
}

export function composeSections(view: ReportView): Candidate {
  return { view, sections: new Map(SECTIONS.map((section) => [section, section(view)])) }
}

/** The only candidate of a session: the comment is about it alone. */
export function composeOnly(candidate: Candidate, rung: Rung): readonly Block[] {
  const { view } = candidate
  const pair = [identify('Candidate', view.candidate), identify('against', view.baseline)]
  return [
    ...lowered(candidate.sections.get(verdictSection)!),
    paragraph(...pair[0]!, ' ', ...pair[1]!, '.'),
    ...lowered(openFindings(candidate, rung)),
    ...changedRows(view, rung.rows),
    ...folds(candidate, rung),
  ]
}

/** Beside others: its verdict stands in the overview, and its sections share one fold. */
export function composeAmongOthers(candidate: Candidate, rung: Rung): readonly Block[] {
  const { label } = candidate.view.candidate
  const folded = folds(candidate, rung)
  return [
    heading(3, label),
    ...withoutHeadings(openFindings(candidate, rung)),
    ...changedRows(candidate.view, rung.rows),
    ...(folded.length === 0
      ? []
      : [{ kind: 'folded', summary: `The whole report of ${label}`, blocks: folded } as const]),
  ]
}

/** Titles of what the rung leaves out and what would have said something. */
export function leftOut({ sections }: Candidate, rung: Rung): readonly string[] {
  const left = [...sections].filter(([section]) => rung.sections.has(section))
  const kept = [...sections].filter(([section]) => !rung.sections.has(section))
  const isUndrawn = !rung.hasCharts && kept.some(([, blocks]) => hasChart(blocks))
  return [
    ...left.flatMap(([, blocks]) => titlesOf(blocks).slice(0, 1)),
    ...(isUndrawn ? ['charts'] : []),
  ]
}

/** What somebody must see; what the section folds by itself comes with the other folds. */
function openFindings(candidate: Candidate, rung: Rung): readonly Block[] {
  return findingsOf(candidate, rung).filter(({ kind }) => kind !== 'folded')
}

function findingsOf({ sections }: Candidate, rung: Rung): readonly Block[] {
  return rung.sections.has(findingsSection) ? [] : sections.get(findingsSection)!
}

function folds(candidate: Candidate, rung: Rung): readonly Block[] {
  const ofFindings = findingsOf(candidate, rung).filter(({ kind }) => kind === 'folded')
  const others = [...candidate.sections]
    .filter(([section]) => section !== verdictSection && section !== findingsSection)
    .filter(([section]) => !rung.sections.has(section))
    .flatMap(([, blocks]) => fold(rung.hasCharts ? blocks : withoutCharts(blocks)))
  return [...ofFindings, ...others]
}

/** A section is folded under its first heading; one that folds itself stays as it is. */
function fold(blocks: readonly Block[]): readonly Block[] {
  const [first, ...rest] = blocks
  if (first?.kind !== 'heading') return blocks
  return [{ kind: 'folded', summary: first.text, blocks: rest }]
}

function hasChart(blocks: readonly Block[]): boolean {
  return blocks.some((block) => {
    return block.kind === 'chart' || (block.kind === 'folded' && hasChart(block.blocks))
  })
}

function withoutCharts(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    if (block.kind === 'chart') return []
    if (block.kind !== 'folded') return [block]
    const blocks = withoutCharts(block.blocks)
    return blocks.length === 0 ? [] : [{ ...block, blocks }]
  })
}

function titlesOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') return textOf(block.text)
    return block.kind === 'folded' ? textOf(block.summary) : []
  })
}

/** A comment is part of a page that has its own heading of the first level. */
function lowered(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) =>
    block.kind === 'heading' ? { ...block, level: block.level === 1 ? 2 : 3 } : block,
  )
}

function withoutHeadings(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) =>
    block.kind === 'heading' ? paragraph(strong(textOf(block.text))) : block,
  )
}
