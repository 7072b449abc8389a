// A change that is another one on every machine has no single size. Where the shards of a joined session disagree more
// than chance explains, that is said, and `same` is only said where it holds on each of them.
import { formatPercent } from '../core/format.ts'
import { findMetric } from '../metrics/catalogue.ts'
import type { Session } from '../results/schema.ts'
import { oneWayP } from '../stats/one-way.ts'
import { mean } from '../stats/quantile.ts'
import type { Compared, Evidence } from './compare.ts'

/** A caveat, not an alarm: about one of a hundred metrics carries it by chance if it also clears half the margin. */
const DISAGREEMENT_LEVEL = 0.01

/** What one shard says, on the log scale, positive meaning worse. */
interface ShardCentre {
  readonly machine: string
  readonly centre: number
}

export function acrossShards(compared: readonly Compared[], session: Session): readonly Compared[] {
  const { shards } = session.header
  if (shards === undefined) return compared
  const shardOf = new Map(session.units.map(({ index, origin }) => [index, origin?.shard]))
  const machines = new Map(shards.map(({ header }) => [header.id, header.machine.cpuModel]))
  return compared.map((one) => {
    const { evidence } = one
    if (evidence === undefined) return one
    const groups = Map.groupBy(evidence.unitMedians, ([unit]) => shardOf.get(unit) ?? '')
    const values = [...groups.values()].map((units) => units.map(([, value]) => value))
    if (oneWayP(values) > DISAGREEMENT_LEVEL) return one
    const centres = [...groups.keys()].map((id, index): ShardCentre => {
      return { machine: `${machines.get(id)} (${id})`, centre: mean(values[index]!) }
    })
    return isRelevant(centres, evidence) ? doubted(one, evidence, centres) : one
  })
}

/** Significant is not relevant: they must be apart by more than half of the margin. */
function isRelevant(centres: readonly ShardCentre[], { margins }: Evidence): boolean {
  const all = centres.map(({ centre }) => centre)
  return Math.max(...all) - Math.min(...all) > Math.log1p(margins.ratio) / 2
}

function doubted(one: Compared, evidence: Evidence, centres: readonly ShardCentre[]): Compared {
  const { comparison } = one
  const { better, worse } = evidence.margins
  const isOutside = centres.some(({ centre }) => centre > worse || centre < better)
  const withheld = comparison.verdict === 'same' && isOutside
  const sign = findMetric(comparison.metric).better === 'lower' ? 1 : -1
  const note = {
    code: 'shards-differ',
    scenario: comparison.scenario,
    metric: comparison.metric,
    target: comparison.candidate,
    detail: centres
      .map(({ machine, centre }) => `${formatPercent(Math.expm1(sign * centre))} on ${machine}`)
      .join(', '),
    withheld,
  } as const
  const notes = [...comparison.notes, note]
  const verdict = withheld ? ({ verdict: 'unclear', unitsNeeded: undefined } as const) : {}
  return { ...one, comparison: { ...comparison, ...verdict, notes } }
}
