// From a session to numbers: per scenario, load and metric the values of every target, unit by unit. Histograms are
// decoded once and dropped; whether a metric is read per round or per unit is decided once for all targets.
import type { ScenarioInfo, Session, UnitResult } from '../results/schema.ts'
import { haveSameScenarios } from '../results/shards.ts'
import { METRICS } from './catalogue.ts'
import { mergeSamples, sampleOf } from './load-sample.ts'
import type { LoadSample } from './load-sample.ts'
import type { LifecycleMetric, LoadInfo, Metric, SliceMetric } from './metric.ts'
import { completeUnits, slicesOf, usableUnits } from './usable-units.ts'
import type { UsableUnits } from './usable-units.ts'

/** Life-cycle metrics belong to no scenario and no load; these names stand in their comparisons. */
export const LIFE_CYCLE = 'life-cycle'
export const PROCESS = 'process'

/** What one target's unit says: a value per round, or a single one where rounds are too small to tell. */
export interface UnitValues {
  readonly unit: number
  readonly values: readonly number[]
}

export interface MetricSeries {
  readonly scenario: string
  readonly load: string
  readonly metric: Metric
  /** Whether every value is a round or a whole unit: the same for all targets. */
  readonly granularity: 'round' | 'unit'
  /** By target label; a unit without any value is left out. */
  readonly values: ReadonlyMap<string, readonly UnitValues[]>
  /** The same with a single value per unit, read from all of its slices together. */
  readonly wholes: ReadonlyMap<string, readonly UnitValues[]>
}

/** Where judging gets its numbers from: the recordings of a session, or what was kept of them. */
export type ReadSeries = (session: Session) => readonly MetricSeries[]

/** Every series that holds at least one value, in the order of scenarios, loads and the catalogue. */
export function readSeries(session: Session): MetricSeries[] {
  const usable = new Map(
    session.header.scenarios.map(({ name }) => [name, usableUnits(session, name)]),
  )
  return [
    ...session.header.scenarios.flatMap((scenario) =>
      scenario.loads.flatMap((load) =>
        readLoad(session, scenario, load, usable.get(scenario.name)!),
      ),
    ),
    ...METRICS.filter((metric) => metric.scope === 'lifecycle')
      .filter(({ when }) => when === 'start' || haveSameScenarios(session.header))
      .map((metric) => readLifecycle(session, metric)),
  ].filter((series) => [...series.values.values()].some((units) => units.length > 0))
}

/** What each applicable metric reads from the rounds of one unit and target, and from all of them together. */
interface Reading {
  readonly unit: number
  readonly rounds: readonly (number | undefined)[]
  readonly whole: number | undefined
}

type Readings = ReadonlyMap<string, ReadonlyMap<SliceMetric, Reading>[]>

function readLoad(
  session: Session,
  scenario: ScenarioInfo,
  load: LoadInfo,
  usable: UsableUnits,
): MetricSeries[] {
  const metrics = METRICS.filter((metric) => metric.scope === 'slice').filter((metric) =>
    metric.appliesTo(load, scenario),
  )
  const targets = session.header.targets.map((target) => target.label)
  const readings: Readings = new Map(
    targets.map((target) => [
      target,
      usable.units.flatMap((unit) => readUnit(unit, scenario.name, load.name, target, metrics)),
    ]),
  )
  return metrics.map((metric) => {
    const granularity = granularityOf(metric, readings, usable.unreliable)
    const [values, wholes] = [granularity, 'unit' as const].map(
      (each) =>
        new Map(
          [...readings].map(([target, units]) => [
            target,
            units.flatMap((unit) => valuesOf(unit.get(metric)!, each)),
          ]),
        ),
    )
    return {
      scenario: scenario.name,
      load: load.name,
      metric,
      granularity,
      values: values!,
      wholes: wholes!,
    }
  })
}

/** Looks at 6, 9, 12 … units read the first six again and again; decoding their histograms is what costs. */
const KNOWN = new WeakMap<UnitResult, Map<string, ReadonlyMap<SliceMetric, Reading>[]>>()

function readUnit(
  unit: UnitResult,
  scenario: string,
  load: string,
  target: string,
  metrics: readonly SliceMetric[],
): ReadonlyMap<SliceMetric, Reading>[] {
  const ofUnit = KNOWN.get(unit) ?? new Map<string, ReadonlyMap<SliceMetric, Reading>[]>()
  KNOWN.set(unit, ofUnit)
  const key = JSON.stringify([scenario, load, target, metrics.map(({ id }) => id)])
  const known = ofUnit.get(key) ?? decodeUnit(unit, scenario, load, target, metrics)
  ofUnit.set(key, known)
  return known
}

function decodeUnit(
  unit: UnitResult,
  scenario: string,
  load: string,
  target: string,
  metrics: readonly SliceMetric[],
): ReadonlyMap<SliceMetric, Reading>[] {
  const samples = slicesOf(unit, scenario, target).flatMap((slice) =>
    slice.recordings
      .filter((recording) => recording.load === load)
      .map((recording) => sampleOf(recording, slice)),
  )
  if (samples.length === 0) return []
  const whole = mergeSamples(samples)
  return [new Map(metrics.map((metric) => [metric, readingOf(metric, unit.index, samples, whole)]))]
}

function readingOf(
  metric: SliceMetric,
  unit: number,
  samples: readonly LoadSample[],
  whole: LoadSample,
): Reading {
  return { unit, rounds: samples.map((sample) => metric.read(sample)), whole: metric.read(whole) }
}

/** Rounds only if every slice of every reliable target supports a value above zero: ratios need one. */
function granularityOf(
  metric: SliceMetric,
  readings: Readings,
  unreliable: ReadonlySet<string>,
): 'round' | 'unit' {
  if (metric.finest === 'unit') return 'unit'
  const rounds = [...readings]
    .filter(([target]) => !unreliable.has(target))
    .flatMap(([, units]) => units.flatMap((unit) => unit.get(metric)!.rounds))
  return rounds.every((value) => value !== undefined && value > 0) ? 'round' : 'unit'
}

function valuesOf(reading: Reading, granularity: 'round' | 'unit'): UnitValues[] {
  const values = granularity === 'round' ? reading.rounds : [reading.whole]
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? [] : [{ unit: reading.unit, values: known }]
}

function readLifecycle(session: Session, metric: LifecycleMetric): MetricSeries {
  const values = new Map(
    session.header.targets.map(({ label }) => [
      label,
      completeUnits(session).flatMap((unit) => {
        const lifecycle = unit.lifecycle.find(({ target }) => target === label)
        const value = lifecycle && metric.read(lifecycle)
        return value === undefined ? [] : [{ unit: unit.index, values: [value] }]
      }),
    ]),
  )
  const place = { scenario: LIFE_CYCLE, load: PROCESS, metric }
  return { ...place, granularity: 'unit', values, wholes: values }
}
