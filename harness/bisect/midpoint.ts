// Is a commit like base or like head? All three were measured in the same rounds, so every round says where it lies
// against the middle of the two on the log scale:
//
//   d[k][r] = ln commit − (ln base + ln head) / 2       −δ/2 if it is like base, +δ/2 if it is like head
//
// with δ the change between the ends. No number is taken from another session: if the machine is another one today,
// or in another mood, both ends are, too. docs/method.md says what the third build costs and brings.
import type { MetricSeries, UnitValues } from '../metrics/series.ts'

export interface Labels {
  readonly base: string
  readonly commit: string
  readonly head: string
}

/** By unit the value of every round; positive means that the metric is larger than in the middle. */
export function aroundMidpoint(
  series: MetricSeries,
  { base, commit, head }: Labels,
): ReadonlyMap<number, readonly number[]> {
  const [ofBase, ofHead] = [base, head].map((label) => logsOf(series, label))
  const rounds = [...logsOf(series, commit)].map(([unit, logs]) => {
    const at = (side: typeof ofBase, round: number) => side!.get(unit)?.[round] ?? Number.NaN
    const middle = (round: number) => (at(ofBase, round) + at(ofHead, round)) / 2
    return [unit, logs.map((log, round) => log - middle(round))] as const
  })
  return new Map(rounds.filter(([, values]) => values.every(Number.isFinite)))
}

function logsOf(series: MetricSeries, label: string): ReadonlyMap<number, readonly number[]> {
  const units: readonly UnitValues[] = series.values.get(label) ?? []
  return new Map(units.map(({ unit, values }) => [unit, values.map((value) => Math.log(value))]))
}
