// What k6 writes with --summary-export, one document per target: GitLab's load performance widget and other readers of
// k6 summaries take it. Times in ms, rates per second. No thresholds: what passes is said by json and junit.
import { createHash } from 'node:crypto'
import { mergeHistograms } from '../../results/histogram.ts'
import type { Histogram } from '../../results/histogram.ts'
import { believedLoads, totalsOf } from '../load-totals.ts'
import type { LoadTotals } from '../load-totals.ts'
import type { FormatInput, ReportFormat } from './format.ts'
import { eachTarget } from './parts.ts'

export const k6: ReportFormat = {
  name: 'k6',
  extension: 'k6.json',
  summary: 'what a target measured, as k6 --summary-export writes it',
  parts: (input) => eachTarget(input).filter((label) => believedLoads(input, label).length > 0),
  joins: false,
  render: (input, part) =>
    `${JSON.stringify({ root_group: rootGroup(input, part), metrics: metricsOf(input, part) }, undefined, 2)}\n`,
}

type Values = Readonly<Record<string, number>>

/** Of all loads together, and of each as k6 shows sub-metrics of tags; by name. */
function metricsOf(input: FormatInput, label: string): Readonly<Record<string, Values>> {
  const loads = believedLoads(input, label).map((place) => totalsOf(input.session, place, label))
  const checks = checksOf(input, label)
  const passed = checks.filter(({ passes }) => passes > 0).length
  const metrics = [
    ...metricsOfLoads(loads),
    ...loads.flatMap((load) =>
      metricsOfLoads([load]).map(
        ([name, values]) =>
          [`${name}{scenario:${load.scenario},load:${load.load}}`, values] as const,
      ),
    ),
    ...(checks.length === 0 ? [] : [['checks', rate(passed, checks.length)] as const]),
  ]
  return Object.fromEntries(metrics.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function metricsOfLoads(loads: readonly LoadTotals[]): (readonly [name: string, values: Values])[] {
  const sum = (read: (load: LoadTotals) => number) =>
    loads.reduce((total, load) => total + read(load), 0)
  const seconds = secondsOf(loads)
  const requests = sum(({ served, failed }) => served + failed)
  const counters: readonly (readonly [string, number])[] = [
    ['http_reqs', requests],
    ['iterations', requests],
    ['data_received', sum(({ bytesIn }) => bytesIn)],
    ...(loads.some(({ isOpen }) => isOpen)
      ? [['dropped_iterations', sum(({ missed }) => missed)] as const]
      : []),
  ]
  return [
    ...counters.map(([name, count]) => [name, counter(count, seconds)] as const),
    [
      'http_req_failed',
      rate(
        sum(({ failed }) => failed),
        requests,
      ),
    ],
    ...trend(
      'http_req_duration',
      loads.flatMap(({ serviceUs }) => serviceUs ?? []),
    ),
    ...trend(
      'http_req_due_duration',
      loads.flatMap(({ responseUs }) => responseUs ?? []),
    ),
  ]
}

/** Loads of one scenario run side by side, scenarios one after the other. */
function secondsOf(loads: readonly LoadTotals[]): number {
  const byScenario = [...Map.groupBy(loads, ({ scenario }) => scenario).values()]
  const ms = byScenario.map((group) => Math.max(...group.map(({ windowMs }) => windowMs)))
  return ms.reduce((total, each) => total + each, 0) / 1000
}

function counter(count: number, seconds: number): Values {
  return seconds > 0 ? { count, rate: rounded(count / seconds) } : { count }
}

/** k6 counts what is true as passes, so failed requests "pass" http_req_failed. */
function rate(passes: number, all: number): Values {
  const counts = { passes, fails: all - passes }
  return all > 0 ? { value: rounded(passes / all), ...counts } : counts
}

/** Milliseconds; nothing where no latency was recorded. */
function trend(name: string, histograms: readonly Histogram[]): (readonly [string, Values])[] {
  const merged = mergeHistograms(histograms)
  if (merged.totalCount === 0) return []
  const at = (percent: number) => ms(merged.getValueAtPercentile(percent))
  const values = {
    avg: ms(merged.mean),
    min: ms(merged.minNonZeroValue),
    med: at(50),
    max: ms(merged.maxValue),
    'p(90)': at(90),
    'p(95)': at(95),
  }
  return [[name, values]]
}

const ms = (us: number) => rounded(us / 1000)
const rounded = (value: number) => Math.round(value * 1e6) / 1e6

interface Check {
  readonly name: string
  readonly path: string
  readonly id: string
  readonly passes: number
  readonly fails: number
}

function rootGroup(input: FormatInput, label: string) {
  const checks = checksOf(input, label)
  return {
    name: '',
    path: '',
    id: md5(''),
    groups: {},
    checks: Object.fromEntries(checks.map((check) => [check.name, check])),
  }
}

/** Answers that were compared with the baseline's; what nobody compared is no check. */
function checksOf({ session }: FormatInput, label: string): readonly Check[] {
  return session.header.answers
    .filter(({ target, state }) => target === label && state !== 'unverified')
    .map(({ scenario, state }) => {
      const name = `answers of ${scenario} equal those of the baseline`
      const isRight = state === 'same'
      const path = `::${name}`
      return { name, path, id: md5(path), passes: isRight ? 1 : 0, fails: isRight ? 0 : 1 }
    })
}

/** How k6 makes the ids of groups and checks. */
function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
