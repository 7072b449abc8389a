// On what and how it was measured, and the command that does it again.
import { formatBytes, formatCount, formatInstant, formatSpanMs } from '../../core/format.ts'
import type { Session, SessionHeader, SnapshotInfo } from '../../results/schema.ts'
import { completeUnits } from '../../metrics/usable-units.ts'
import { shardSessions } from '../../results/shards.ts'
import { code, heading, paragraph, strong } from '../block.ts'
import type { Block, Inline, Text } from '../block.ts'
import { describeDisturbance, describePlacement } from '../surroundings.ts'
import type { ReportView } from '../view.ts'

export function conditionsSection(view: ReportView): readonly Block[] {
  const { header } = view.session
  const disturbance = describeDisturbance(view.session)
  const meanwhile = disturbance === undefined ? '' : `; meanwhile ${disturbance}`
  return [
    heading(2, 'How it was measured'),
    {
      kind: 'list',
      items: [
        [strong('Snapshot:'), ' ', ...describeSnapshot(header.snapshot)],
        [strong('Machine:'), ` ${describeMachine(header)}`],
        [strong('CPUs:'), ` ${describePlacement(header)}${meanwhile}`],
        [strong('When:'), ` ${describeTime(view.session)}; seed `, code(header.seed)],
        [strong('Units:'), ` ${describeUnits(view)}`],
        ...calibrationItems(header),
      ] satisfies readonly Text[],
    },
    paragraph('The same again:'),
    { kind: 'code', language: 'sh', text: commandsOf(header).join('\n') },
    ...shardsBlocks(view.session),
  ]
}

/** What "found in 80 % of sessions" rests on; nothing where nobody calibrated the machine. */
function calibrationItems({ calibration }: SessionHeader): readonly Text[] {
  if (calibration === undefined) return []
  const { madeAt, draws, units } = calibration
  const text = `${formatInstant(madeAt)}, ${draws} sessions drawn from ${units} units of unchanged builds`
  return [[strong('Calibrated:'), ` ${text}`]]
}

/** A joined session is made again by all of its commands. */
function commandsOf({ command, shards = [] }: SessionHeader): readonly string[] {
  return shards.length === 0 ? [command] : shards.map(({ header }) => header.command)
}

/** What of a joined session differs from shard to shard; above stands what holds of the first. */
function shardsBlocks(session: Session): readonly Block[] {
  if (session.header.shards === undefined) return []
  const shards = shardSessions(session)
  const table: Block = {
    kind: 'table',
    columns: ['Session', 'Machine', 'CPUs', 'When', 'Seed', 'Units', 'Scenarios'].map(
      (header) => ({ header, align: 'left' }) as const,
    ),
    rows: shards.map((shard) => [
      code(shard.header.id),
      describeMachine(shard.header),
      describePlacement(shard.header),
      formatInstant(shard.header.startedAt),
      code(shard.header.seed),
      countUnits(shard),
      shard.header.scenarios.map(({ name }) => name).join(', '),
    ]),
  }
  const summary = `Joined from ${shards.length} sessions; machine, CPUs and seed above are those of the first`
  return [{ kind: 'folded', summary, blocks: [table] }]
}

function countUnits(shard: Session): string {
  const complete = completeUnits(shard).length
  const voided = shard.units.length - complete
  return `${complete} of ${shard.header.unitsPlanned}${voided > 0 ? `, ${voided} void` : ''}`
}

function describeSnapshot(snapshot: SnapshotInfo | undefined): readonly Inline[] {
  if (snapshot === undefined) return ['none; the targets brought their own data']
  const events = snapshot.events === undefined ? [] : [`${formatCount(snapshot.events)} events`]
  const facts = [snapshot.name, ...events, formatBytes(snapshot.bytes)].join(', ')
  return [`${facts}, digest `, code(snapshot.digest.slice(0, 16)), `; ${snapshot.description}`]
}

function describeMachine({ machine, tool }: Pick<SessionHeader, 'machine' | 'tool'>): string {
  const { cpus, cpuModel, memoryBytes, system, architecture, node } = machine
  return [
    `${cpus} × ${cpuModel}`,
    `${formatBytes(memoryBytes)} memory`,
    `${system} ${architecture}`,
    `Node ${node}`,
    `${tool.name} ${tool.version}`,
  ].join(', ')
}

/** Without an end the run was cut off; the finished units say how long they took. */
function describeTime({ header, units, end }: Session): string {
  const measuredMs = units.reduce((sum, unit) => sum + unit.durationMs, 0)
  const spanMs =
    end === undefined ? measuredMs : Date.parse(end.finishedAt) - Date.parse(header.startedAt)
  return `${formatInstant(header.startedAt)}, for ${formatSpanMs(Math.max(0, spanMs))}`
}

function describeUnits({ session, completeUnits }: ReportView): string {
  const voided = session.units.length - completeUnits
  const planned = `${completeUnits} complete of ${session.header.unitsPlanned} planned`
  const { looks } = session.header
  const read =
    looks === undefined ? '' : `; verdicts are read at ${looks.join(', ')} complete units`
  return `${planned}${voided > 0 ? `, ${voided} void` : ''}; each starts every build afresh on a fresh copy of the snapshot, and short slices of all builds alternate in it${read}`
}
