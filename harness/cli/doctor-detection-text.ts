// The second half of what `doctor` prints: which slowdown could be seen here, in what time, at what margin.
import { formatShare, formatSpanMs } from '../core/format.ts'
import { medianRows } from '../doctor/examine.ts'
import type { Detection, NoiseSource } from '../doctor/examine.ts'
import type { Detectable, Reach } from '../doctor/detectable.ts'
import type { Block, Text } from '../report/block.ts'
import { renderTable } from '../report/formats/terminal-table.ts'
import { wrap } from '../report/formats/spans.ts'
import type { TerminalOptions } from '../report/formats/spans.ts'

type Table = Extract<Block, { kind: 'table' }>

export function detectionLines(detection: Detection, options: TerminalOptions): readonly string[] {
  const { wish } = detection
  const effect = formatShare(wish.effectRatio)
  const question = `Can a slowdown of ${effect} be seen within ${formatSpanMs(wish.timeMs)}?`
  const parts =
    detection.source.kind === 'trial'
      ? ofTrial(detection, detection.source)
      : ofSession(detection, detection.source)
  return [
    ...wrap(question, '', 'bold', options),
    ...wrap(parts.answer, '', undefined, options),
    ...(parts.table === undefined ? [] : ['', ...renderTable(parts.table, options), '']),
    ...parts.remarks.flatMap((remark) => wrap(remark, '', 'dim', options)),
  ]
}

type SourceOf<Kind extends NoiseSource['kind']> = Extract<NoiseSource, { kind: Kind }>

interface Parts {
  readonly answer: string
  readonly table: Table | undefined
  readonly remarks: readonly string[]
}

const HALF =
  'An effect of exactly the size shown is seen every other time, a larger one more often.'

function ofTrial(detection: Detection, source: SourceOf<'trial'>): Parts {
  const [row] = medianRows(detection.rows)
  if (row === undefined)
    return {
      answer: `Not known: ${source.failure ?? 'the trial of a trivial server left no two units to compare'}.`,
      table: undefined,
      remarks: [],
    }
  const { noise, reaches } = row
  return {
    answer: describeAnswer(row, detection),
    table: {
      kind: 'table',
      columns: [
        { header: 'Profile', align: 'left' },
        { header: 'Units', align: 'right' },
        { header: 'Time', align: 'right' },
        { header: `Seen at ±${formatShare(noise.marginRatio)}`, align: 'right' },
        { header: `at ±${formatShare(noise.strictMarginRatio)} (--strict)`, align: 'right' },
      ],
      rows: reaches.map(({ plan, usualRatio, strictRatio }) => [
        plan.profile,
        `${plan.units}`,
        formatSpanMs(plan.durationMs),
        formatShare(usualRatio),
        formatShare(strictRatio),
      ]),
    },
    remarks: [
      `An estimate: the p50 of a trivial server, restarted ${noise.units} times beside itself, varied by ${formatShare(noise.spread)} from unit to unit; times are those of two builds and their control on the standard scenarios. Yours will differ: name a session of theirs with --session.`,
      ...disturbedRemark(source),
      HALF,
    ],
  }
}

function disturbedRemark(source: SourceOf<'trial'>): readonly string[] {
  if (source.disturbed === 0) return []
  return [
    `${source.disturbed} of these ${source.units} units were disturbed: a session would not count them, measure again, and give up when more than every third is.`,
  ]
}

function describeAnswer({ answer, unitsNeeded }: Detectable, { wish }: Detection): string {
  if (answer.kind === 'no')
    return unitsNeeded === undefined
      ? 'No: it lies within every margin.'
      : `No: at this noise it would take about ${unitsNeeded} units, even with --strict.`
  const { reach, strict } = answer
  const { profile, units, durationMs } = reach.plan
  const sees = formatShare(strict ? reach.strictRatio : reach.usualRatio)
  const flags = `--profile ${profile}${strict ? ' --strict' : ''}`
  const how = `${flags} (${units} units, about ${formatSpanMs(durationMs)}) sees ${sees}`
  const usual = strict
    ? ` With the usual margin, ${formatShare(wish.effectRatio)} counts as the same or is lost in noise.`
    : ''
  if (answer.kind === 'longer') return `Only in more time: ${how}.${usual}`
  return `${strict ? 'Yes, but only with --strict' : 'Yes'}: ${how}.${usual}`
}

function ofSession(detection: Detection, source: SourceOf<'session'>): Parts {
  const { rows, cost, plans, wish } = detection
  if (rows.length === 0 || cost === undefined)
    return {
      answer: 'Not known: the session has no two complete units to compare.',
      table: undefined,
      remarks: [],
    }
  const inTime = plans.findLast((plan) => plan.inTime)
  const unit = formatSpanMs(cost.unitMs.quick)
  return {
    answer: countAnswers(medianRows(rows)),
    table: sessionTable(detection, inTime?.profile),
    remarks: [
      inTime === undefined
        ? `${formatSpanMs(wish.timeMs)} are too short for the 6 units of --profile quick; a unit takes ${unit}.`
        : `Seen: with --profile ${inTime.profile}, ${inTime.units} units of ${unit}, as in the session.`,
      `Noise: of a single unit, from the ${source.units} units of ${source.file}. Units: for the wanted slowdown, with --strict where only that can see it.`,
      ...(source.differs.length > 0
        ? [
            `It was measured elsewhere (${source.differs.join(', ')}): it says little of this machine.`,
          ]
        : []),
      HALF,
    ],
  }
}

function countAnswers(medians: readonly Detectable[]): string {
  const all = medians.length
  const yes = medians.filter(({ answer }) => answer.kind === 'yes')
  const strict = yes.filter(({ answer }) => answer.kind === 'yes' && answer.strict).length
  const longer = medians.filter(({ answer }) => answer.kind === 'longer').length
  if (all === 0) return 'Not known: no p50 of this session gates.'
  const withStrict =
    strict === 0 ? '' : strict === yes.length ? ' with --strict' : `, ${strict} only with --strict`
  const inLonger = longer === 0 ? '' : ` ${longer} would need more time.`
  if (yes.length === 0) return `In none of ${all} scenarios (p50) in that time.${inLonger}`
  return `In ${yes.length} of ${all} scenarios (p50)${withStrict}.${inLonger}`
}

function sessionTable({ rows }: Detection, profile: string | undefined): Table {
  const reachInTime = ({ reaches }: Detectable): Reach | undefined =>
    reaches.find(({ plan }) => plan.profile === profile)
  return {
    kind: 'table',
    columns: [
      { header: 'Scenario', align: 'left' },
      { header: 'Metric', align: 'left' },
      { header: 'Noise', align: 'right' },
      { header: 'Margin', align: 'right' },
      { header: 'Seen', align: 'right' },
      { header: '--strict', align: 'right' },
      { header: 'Units', align: 'right' },
    ],
    rows: rows.map((row): readonly Text[] => {
      const { noise, unitsNeeded } = row
      const reach = reachInTime(row)
      const isStricter = noise.strictMarginRatio < noise.marginRatio
      return [
        noise.scenario,
        noise.metric,
        formatShare(noise.spread),
        `±${formatShare(noise.marginRatio)}`,
        reach === undefined ? '–' : formatShare(reach.usualRatio),
        reach === undefined || !isStricter ? '–' : formatShare(reach.strictRatio),
        unitsNeeded === undefined ? '–' : `${unitsNeeded}`,
      ]
    }),
  }
}
