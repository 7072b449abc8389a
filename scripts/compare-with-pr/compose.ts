// The report: first what came out, then table by table the pull request's rows beside ours.
import { heading, paragraph, parseInline } from '../../harness/report/block.ts'
import type { Block } from '../../harness/report/block.ts'
import { RULE } from './agreement.ts'
import { claimsSection } from './sections/claims.ts'
import { explanationItems } from './sections/explanation-items.ts'
import { howSection } from './sections/how.ts'
import { leadParagraph } from './sections/lead.ts'
import { missingSection } from './sections/missing.ts'
import { rowsTable } from './sections/rows-table.ts'
import { TABLES } from './pull-request/tables.ts'
import type { TableName } from './pull-request/tables.ts'
import type { Story } from './story.ts'
import { valuesSection } from './sections/values.ts'

/** Pure: the same sessions and texts give the same blocks. */
export function composeReport(story: Story): readonly Block[] {
  return [
    heading(1, 'Pull request #615, measured again'),
    leadParagraph(story),
    paragraph(
      'The original is aw-server-rust on Apple Silicon, one run per build; ours is the Koa server of this repository, which carries the original’s history as profiles, on the machine named below. Ratios compare, times do not. A factor says how many times better the newer build is: below 1 it is worse. The pull request’s factors are computed from the values that it prints.',
    ),
    paragraph('Whether a row agrees:'),
    { kind: 'list', items: RULE.map(parseInline) },
    ...tableSections(story),
    ...midpointSection(story),
    ...claimsSection(story),
    ...valuesSection(story),
    ...missingSection(story),
    ...howSection(story),
  ]
}

function tableSections(story: Story): readonly Block[] {
  const names = Object.keys(TABLES) as TableName[]
  return names.flatMap((name) => tableSection(story, name))
}

function tableSection({ compared, explanations }: Story, name: TableName): readonly Block[] {
  const rows = compared.rows.filter(({ row, pair }) => row.table === name && !isMidpoint(pair))
  if (rows.length === 0) return []
  const { title, note } = TABLES[name]
  const items = explanationItems(rows, explanations)
  return [heading(2, title), rowsTable(rows, note), ...listOf(items)]
}

/** The rows of all tables whose report has a middle build, at the step to it. */
function midpointSection({ compared, explanations }: Story): readonly Block[] {
  const rows = compared.rows.filter(({ pair }) => isMidpoint(pair))
  if (rows.length === 0) return []
  const note =
    'The first half of the pull request: no lock around requests, and no copies of what queries hand on.'
  return [
    heading(2, 'Half-way: master to midpoint'),
    rowsTable(rows, note),
    ...listOf(explanationItems(rows, explanations)),
  ]
}

const isMidpoint = ([, to]: readonly [string, string]) => to === 'midpoint'

function listOf(items: Extract<Block, { kind: 'list' }>['items']): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}
