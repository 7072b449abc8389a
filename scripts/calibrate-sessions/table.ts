// The outcome as Markdown, with the goals that were set beforehand.
import { LOOK_PROFILES } from '../../harness/stats/looks.ts'
import type { Evaluation, Row } from './evaluate.ts'
import { AFFECTED, CPU_SHARES, GOALS, SCENARIOS } from './experiment.ts'
import type { Settings } from './results-file.ts'
import { intervalOf, sumOf } from '../../harness/calibration/tally.ts'
import type { Share } from '../../harness/calibration/tally.ts'

export function tableOf(evaluation: Evaluation, settings: Settings): string {
  return [
    sourcesOf(evaluation, settings),
    section('Goals', ['goal', 'found', 'reached'], goalRows(evaluation)),
    section(
      'Unchanged builds',
      ['sessions', 'looks', 'red', 'invalid', 'p50 same', 'called slower or faster', 'units'],
      rowsOf(evaluation, 'unchanged').map(unchangedCells),
    ),
    section(
      `Every request slower (\`${settings.fault}\`)`,
      ['sessions', 'looks', 'red', 'invalid', ...AFFECTED.map(slowerIn), 'units'],
      rowsOf(evaluation, 'everywhere').map(everywhereCells),
    ),
    section(
      'What that made of p50, all units together',
      ['scenario', 'expected', 'measured'],
      effectRows(evaluation, settings),
    ),
    section(
      'One scenario slower, the others unchanged',
      ['slower', 'sessions', 'looks', 'red', 'found', 'red elsewhere', 'other p50 same', 'invalid'],
      rowsOf(evaluation, 'single').map(singleCells),
    ),
    section(
      'Exact changes of one scenario: found',
      ['change', 'looks', ...SCENARIOS, 'all', 'red'],
      exactRows(evaluation),
    ),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
    .concat('\n')
}

function sourcesOf({ units }: Evaluation, { fault }: Settings): string {
  const { aa, fault: slow, quickAa, quickFault } = units
  const quick =
    quickAa.all + quickFault.all === 0
      ? ''
      : `, those of \`quick\` from the units of the sessions that were measured, ${unitsIn(quickAa)} and ${unitsIn(quickFault)}`
  return `Drawn sessions of \`pr\` and \`nightly\` come from ${unitsIn(aa)} of unchanged builds and ${unitsIn(slow)} with \`${fault}\`${quick}. Shares with Wilson's 95 % interval; drawn sessions share units, so theirs is too narrow.`
}

const unitsIn = ({ complete, all }: Evaluation['units']['aa']) =>
  complete === all ? `${all} units` : `${complete} units (${all - complete} more were void)`

const rowsOf = ({ rows }: Evaluation, kind: Row['kind']) => rows.filter((row) => row.kind === kind)

const slowerIn = (scenario: string) => `${scenario} slower`

function unchangedCells(row: Row): string[] {
  const { tally } = row
  return [
    ...sessionCells(row),
    bounded(tally.red),
    bounded(tally.invalid),
    bounded(tally.p50('same', SCENARIOS)),
    bounded(tally.gating(({ verdict }) => verdict === 'slower' || verdict === 'faster')),
    tally.units.toFixed(1),
  ]
}

function everywhereCells(row: Row): string[] {
  const { tally } = row
  return [
    ...sessionCells(row),
    bounded(tally.red),
    bounded(tally.invalid),
    ...AFFECTED.map((scenario) => bounded(tally.p50('slower', [scenario]))),
    tally.units.toFixed(1),
  ]
}

function singleCells(row: Row): string[] {
  const { tally } = row
  const scenario = row.scenario!
  const others = SCENARIOS.filter((other) => other !== scenario)
  return [
    scenario,
    ...sessionCells(row),
    bounded(tally.red),
    bounded(tally.p50('slower', [scenario])),
    bounded(tally.redElsewhere([scenario])),
    bounded(tally.p50('same', others)),
    bounded(tally.invalid),
  ]
}

function exactRows(evaluation: Evaluation): string[][] {
  const rows = rowsOf(evaluation, 'exact')
  const kinds = Map.groupBy(rows, ({ ratio, profile }) => JSON.stringify([ratio, profile]))
  return [...kinds.values()].map((same) => {
    const found = SCENARIOS.map((scenario) => {
      const row = same.find((each) => each.scenario === scenario)!
      return row.tally.p50('slower', [scenario])
    })
    const { ratio, profile } = same[0]!
    const all = [sumOf(found), sumOf(same.map(({ tally }) => tally.red))]
    const change = `+${Math.round((ratio! - 1) * 100)} %`
    return [change, looksOf(profile)].concat(found.map(plain), all.map(bounded))
  })
}

function effectRows({ effects }: Evaluation, { fault }: Settings): string[][] {
  const percent = Number(/^cpu=(?<percent>[\d.]+)%$/.exec(fault)?.groups?.['percent'])
  return [...effects].map(([scenario, { value, low, high }]) => {
    const expected = Number.isNaN(percent) ? '–' : signed(percent * CPU_SHARES[scenario]!)
    const measured = [value, low, high].map((log) => signed(Math.expm1(log) * 100))
    return [scenario, expected, `${measured[0]} [${measured[1]}, ${measured[2]}]`]
  })
}

function goalRows(evaluation: Evaluation): string[][] {
  const drawn = (kind: Row['kind']) =>
    rowsOf(evaluation, kind).filter(({ source }) => source === 'drawn')
  const inPr = (kind: Row['kind']) => drawn(kind).filter(({ profile }) => profile === 'pr')
  const red = drawn('unchanged').map(({ tally }) => tally.red)
  const found = inPr('everywhere').map(({ tally }) => tally.p50('slower', AFFECTED))
  const same = inPr('unchanged').map(({ tally }) => tally.p50('same', SCENARIOS))
  const most = (name: string, share: Share, limit: number) => [
    `${name} ≤ ${limit * 100} %`,
    bounded(share),
    mark(share.hits / share.of <= limit),
  ]
  const least = (name: string, share: Share, limit: number) => [
    `${name} ≥ ${limit * 100} %`,
    bounded(share),
    mark(share.hits / share.of >= limit),
  ]
  return [
    ...(red.length > 0 ? [most('unchanged builds red', sumOf(red), GOALS.redUnchanged)] : []),
    ...(found.length > 0 ? [least('affected p50 found in `pr`', sumOf(found), GOALS.found)] : []),
    ...(same.length > 0 ? [least('unaffected p50 same in `pr`', sumOf(same), GOALS.same)] : []),
  ]
}

function sessionCells({ tally, source, profile }: Row): string[] {
  return [`${tally.sessions} ${source}`, looksOf(profile)]
}

const looksOf = (profile: Row['profile']) => `\`${profile}\` ${LOOK_PROFILES[profile].join(', ')}`
const mark = (reached: boolean) => (reached ? 'yes' : '**no**')
const percentOf = (share: number) => `${(100 * share).toFixed(1)} %`
const plain = (share: Share) => (share.of === 0 ? '–' : percentOf(share.hits / share.of))
const signed = (percent: number) => `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`

function bounded(share: Share): string {
  if (share.of === 0) return '–'
  const [low, high] = intervalOf(share).map((end) => (100 * end).toFixed(1))
  return `${percentOf(share.hits / share.of)} (${low}–${high})`
}

function section(title: string, head: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [`## ${title}\n`, line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
