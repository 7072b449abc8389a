// What a scenario asks of a server, how often, and why it exists: what a number in a table stands for.
import { formatCount, formatDurationUs } from '../../core/format.ts'
import type { LoadInfo } from '../../metrics/metric.ts'
import type { ScenarioInfo, ScenarioPlan, SessionHeader } from '../../results/schema.ts'
import { parseInline } from '../block.ts'
import type { Block } from '../block.ts'
import type { ReportView } from '../view.ts'

export function askedSection({ session: { header } }: ReportView): readonly Block[] {
  if (header.scenarios.length === 0) return []
  const table: Block = {
    kind: 'table',
    caption: 'Fixed before the first unit and the same in every one; warm-up is not measured.',
    columns: [
      { header: 'Scenario', align: 'left' },
      { header: 'Load', align: 'left' },
      { header: 'In every unit, of every build', align: 'left' },
      { header: 'Warm-up', align: 'right' },
      { header: 'Why', align: 'left' },
    ],
    rows: header.scenarios.map((scenario) => [
      parseInline(scenario.title),
      scenario.loads.map((load) => describeLoad(load, scenario)).join('; '),
      describePlan(planOf(header, scenario)),
      describeWarmUp(planOf(header, scenario)),
      parseInline(scenario.summary),
    ]),
  }
  return [{ kind: 'folded', summary: 'What each scenario asks, and how often', blocks: [table] }]
}

/** The load's name where there are several. */
function describeLoad(load: LoadInfo, { loads }: ScenarioInfo): string {
  const name = loads.length === 1 ? '' : `${load.measured ? '' : 'beside '}${load.name}: `
  return `${name}${describeModel(load)}`
}

function describeModel({ model, connections, arrival, ratePerSecond }: LoadInfo): string {
  switch (model) {
    case 'sequential':
      return 'one request after the other'
    case 'concurrent':
      return `${connections ?? 'several'} clients, each one request after the other`
    case 'open':
      return [
        ...(ratePerSecond === undefined ? [] : [`${formatCount(ratePerSecond)} per second`]),
        ARRIVALS[arrival ?? 'constant'],
      ].join(', ')
  }
}

const ARRIVALS: Readonly<Record<NonNullable<LoadInfo['arrival']>, string>> = {
  constant: 'evenly spread',
  poisson: 'by chance (Poisson)',
  recorded: 'as recorded',
}

/** Requests differ where one build needs seconds for what another does in a millisecond. */
function describePlan(plan: ScenarioPlan | undefined): string {
  if (plan === undefined) return '–'
  const counts = Object.values(plan.requests ?? {})
  const requests = [...new Set([Math.min(...counts), Math.max(...counts)])].map(formatCount)
  const slice = [
    ...(counts.length === 0
      ? []
      : [`${requests.join(' to ')} ${requests.at(-1) === '1' ? 'request' : 'requests'}`]),
    ...(plan.sliceMs === undefined ? [] : [formatDurationUs(plan.sliceMs * 1000)]),
  ]
  return `${formatCount(plan.rounds)} × ${slice.length === 0 ? 'one slice' : slice.join(' or ')}`
}

function describeWarmUp(plan: ScenarioPlan | undefined): string {
  return plan === undefined ? '–' : formatCount(plan.warmup)
}

function planOf({ plan }: SessionHeader, { name }: ScenarioInfo): ScenarioPlan | undefined {
  return plan.find(({ scenario }) => scenario === name)
}
