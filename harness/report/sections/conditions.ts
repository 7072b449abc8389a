// On what and how it was measured, and the command that does it again.
import { formatBytes, formatCount, formatInstant, formatSpanMs } from '../../core/format.ts'
import type { Session, SnapshotInfo } from '../../results/schema.ts'
import { code, heading, paragraph, strong } from '../block.ts'
import type { Block, Inline, Text } from '../block.ts'
import { describeDisturbance, describePlacement } from '../surroundings.ts'
import type { ReportView } from '../view.ts'

export function conditionsSection(view: ReportView): readonly Block[] {
  const { header } = view.session
  const { machine, tool } = header
  const cpus = `${machine.cpus} × ${machine.cpuModel}, ${formatBytes(machine.memoryBytes)} memory`
  const disturbance = describeDisturbance(view.session)
  return [
    heading(2, 'How it was measured'),
    {
      kind: 'list',
      items: [
        [strong('Snapshot:'), ' ', ...describeSnapshot(header.snapshot)],
        [strong('Machine:'), ` ${cpus}, ${machine.system} ${machine.architecture}`],
        [strong('CPUs:'), ` ${describePlacement(header)}`],
        ...(disturbance === undefined ? [] : [[strong('Meanwhile:'), ` ${disturbance}`]]),
        [strong('Runtime:'), ` Node ${machine.node}, ${tool.name} ${tool.version}`],
        [strong('When:'), ` ${describeTime(view.session)}`],
        [strong('Units:'), ` ${describeUnits(view)}`],
        [strong('Seed:'), ' ', code(header.seed)],
      ] satisfies readonly Text[],
    },
    paragraph('The same again:'),
    { kind: 'code', language: 'sh', text: header.command },
  ]
}

function describeSnapshot(snapshot: SnapshotInfo | undefined): readonly Inline[] {
  if (snapshot === undefined) return ['none; the targets brought their own data']
  const events = snapshot.events === undefined ? [] : [`${formatCount(snapshot.events)} events`]
  const facts = [snapshot.name, ...events, formatBytes(snapshot.bytes)].join(', ')
  return [`${facts}, digest `, code(snapshot.digest.slice(0, 16)), `; ${snapshot.description}`]
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
  return `${planned}${voided > 0 ? `, ${voided} void` : ''}; each starts every build afresh on a fresh copy`
}
