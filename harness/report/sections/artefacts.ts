// Where the raw material is: everything above can be computed again from it.
import { code, heading, strong } from '../block.ts'
import type { Block } from '../block.ts'
import type { ReportView } from '../view.ts'

export function artefactsSection(view: ReportView): readonly Block[] {
  const { id, tool, schemaVersion } = view.session.header
  return [
    heading(2, 'Artefacts'),
    {
      kind: 'list',
      items: [
        [strong('Session file:'), ' ', code(view.sessionFile)],
        [
          strong('Session:'),
          ' ',
          code(id),
          `, schema version ${schemaVersion}, written by ${tool.name} ${tool.version}`,
        ],
      ],
    },
  ]
}
