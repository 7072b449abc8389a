// What was compared, named so exactly that everybody can build the same.
import type { TargetInfo } from '../../results/schema.ts'
import { code, heading } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { isControl } from '../../judge/control.ts'
import type { ReportView } from '../view.ts'

export function comparedSection(view: ReportView): readonly Block[] {
  const { baseline, between, candidate, control } = view
  const targets = [baseline, ...between, candidate, ...(control === undefined ? [] : [control])]
  const columns = COLUMNS.filter(({ isUsed }) => isUsed === undefined || targets.some(isUsed))
  return [
    heading(2, 'What was compared'),
    {
      kind: 'table',
      columns: columns.map(({ header }) => ({ header, align: 'left' })),
      rows: targets.map((target) => columns.map(({ cell }) => cell(target, view))),
    },
  ]
}

interface TargetColumn {
  readonly header: string
  readonly cell: (target: TargetInfo, view: ReportView) => Text
  /** A column that says nothing of any target is left out. */
  readonly isUsed?: (target: TargetInfo) => boolean
}

const COLUMNS: readonly TargetColumn[] = [
  { header: 'Role', cell: roleOf },
  { header: 'Label', cell: ({ label }) => label },
  { header: 'Ref', cell: ({ input }) => code(input) },
  { header: 'Commit', cell: ({ commit }) => code(commit.slice(0, 10)) },
  { header: 'Subject', cell: ({ subject }) => subject },
  {
    header: 'Variant',
    cell: ({ variant }) => variant ?? '–',
    isUsed: ({ variant }) => variant !== undefined,
  },
  { header: 'Tree', cell: ({ dirty }) => (dirty ? 'uncommitted changes' : 'clean') },
  {
    header: 'Fault',
    cell: ({ fault }) => (fault === undefined ? '–' : code(fault)),
    isUsed: ({ fault }) => fault !== undefined,
  },
]

function roleOf(target: TargetInfo, view: ReportView): string {
  if (target === view.baseline || target === view.candidate) return target.role
  return isControl(target, view.baseline) ? 'control' : 'in between'
}
