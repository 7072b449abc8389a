// Where the raw material is: everything above can be computed again from it.
import { code, heading, strong } from '../block.ts'
import type { Block } from '../block.ts'
import type { ReportView } from '../view.ts'

export function artefactsSection(view: ReportView): readonly Block[] {
  const { id, tool, schemaVersion, targets } = view.session.header
  const others = targets.filter(
    ({ label, role }) => role === 'candidate' && label !== view.candidate.label,
  )
  return [
    heading(2, 'Artefacts'),
    {
      kind: 'list',
      items: [
        [
          strong('Session file:'),
          ' ',
          code(view.sessionFile),
          ' holds every histogram, counter and note; no server is needed to judge again: ',
          code(`heartbench report ${view.sessionFile}`),
        ],
        [
          strong('Session:'),
          ' ',
          code(id),
          `, schema version ${schemaVersion}, written by ${tool.name} ${tool.version}`,
        ],
        ...(others.length === 0
          ? []
          : [[strong('Also in it:'), ` ${others.map(({ label }) => label).join(', ')}`]]),
      ],
    },
  ]
}
