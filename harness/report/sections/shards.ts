// Of a joined session, where each part of it was measured: whose machine stands behind which rows.
import { formatInstant } from '../../core/format.ts'
import { completeUnits } from '../../metrics/usable-units.ts'
import type { Session } from '../../results/schema.ts'
import { shardSessions } from '../../results/shards.ts'
import { code, heading, paragraph } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { describePlacement } from '../surroundings.ts'
import type { ReportView } from '../view.ts'

export function shardsSection({ session }: ReportView): readonly Block[] {
  if (session.header.shards === undefined) return []
  return [
    heading(3, 'Where it was measured'),
    paragraph(
      'Joined from several sessions. Every ratio is one of a single machine; values are medians over all of them. Machine and CPUs named above are those of the first.',
    ),
    {
      kind: 'table',
      columns: COLUMNS.map(({ header, align }) => ({ header, align })),
      rows: shardSessions(session).map((shard) => COLUMNS.map(({ cell }) => cell(shard))),
    },
  ]
}

interface ShardColumn {
  readonly header: string
  readonly align: 'left' | 'right'
  readonly cell: (shard: Session) => Text
}

const COLUMNS: readonly ShardColumn[] = [
  { header: 'Session', align: 'left', cell: ({ header }) => code(header.id) },
  { header: 'Machine', align: 'left', cell: describeMachine },
  { header: 'CPUs', align: 'left', cell: ({ header }) => describePlacement(header) },
  { header: 'Units', align: 'right', cell: describeUnits },
  {
    header: 'Scenarios',
    align: 'left',
    cell: ({ header }) => header.scenarios.map(({ name }) => name).join(', '),
  },
  { header: 'Seed', align: 'left', cell: ({ header }) => code(header.seed) },
  { header: 'Started', align: 'left', cell: ({ header }) => formatInstant(header.startedAt) },
]

function describeMachine({ header: { machine } }: Session): string {
  const { cpus, cpuModel, system, architecture, node } = machine
  return `${cpus} × ${cpuModel}, ${system} ${architecture}, Node ${node}`
}

function describeUnits(shard: Session): string {
  const complete = completeUnits(shard).length
  const voided = shard.units.length - complete
  return `${complete} of ${shard.header.unitsPlanned}${voided > 0 ? `, ${voided} void` : ''}`
}
