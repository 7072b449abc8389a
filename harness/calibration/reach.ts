// The smallest change that is found in four of five sessions. A true change moves every interval by as much and leaves
// its width alone, so one session of unchanged builds tells how large a change it would have found: one that carries the
// lower end of the interval beyond the margin, at any of its looks.
import { createRandom } from '../core/random.ts'
import { controlsOf } from '../judge/control.ts'
import { compareAll } from '../judge/compare-all.ts'
import type { Compared } from '../judge/compare.ts'
import { fillSettings } from '../judge/settings.ts'
import type { JudgeSettings } from '../judge/settings.ts'
import type { ReadSeries } from '../metrics/series.ts'
import type { Reach, Session } from '../results/schema.ts'
import { planLooks } from '../stats/looks.ts'
import type { Look } from '../stats/looks.ts'
import { POWER } from './calibration.ts'
import { unchanged } from './draw.ts'
import type { Pool } from './draw.ts'
import { firstUnits, readerOf, sessionOf } from './judge-drawn.ts'
import { keyOf } from './place-key.ts'

/** By place, in the order of the looks asked for. */
export type Reaches = ReadonlyMap<string, readonly Reach[]>

/** `looks`: numbers of complete units at which sessions would be read; one list per kind of session. */
export function reachOf(
  pool: Pool,
  looks: readonly (readonly number[])[],
  draws: number,
  settings: Partial<JudgeSettings>,
): Reaches {
  const needed = looks.map(() => new Map<string, number[]>())
  for (let index = 0; index < draws; index++) {
    const ofSession = neededIn(pool, looks, `reach ${index}`, settings)
    for (const [kind, places] of ofSession.entries())
      for (const [place, beyond] of places) pushTo(needed[kind]!, place, beyond)
  }
  const places = new Set(needed.flatMap((kind) => [...kind.keys()]))
  return new Map(
    [...places].map((place) => [
      place,
      looks.flatMap((each, kind) => reachAt(each, needed[kind]!.get(place) ?? [])),
    ]),
  )
}

/** The order statistic that at least four of five do not exceed. */
function reachAt(looks: readonly number[], needed: readonly number[]): Reach[] {
  const enough = needed.toSorted((a, b) => a - b)[Math.ceil(POWER * needed.length) - 1]
  if (enough === undefined || !Number.isFinite(enough)) return []
  return [{ looks: [...looks], beyondRatio: Math.max(0, Math.expm1(enough)) }]
}

/** For each kind of session and place the logarithm of what a change must have beyond the margin to be found. */
function neededIn(
  pool: Pool,
  looks: readonly (readonly number[])[],
  seed: string,
  settings: Partial<JudgeSettings>,
): ReadonlyMap<string, number>[] {
  const random = createRandom(seed)
  const one = unchanged(pool)
  const most = Math.max(...looks.flat())
  const units = Array.from({ length: most }, () => one(random))
  const drawn = { like: pool[0]!, units }
  const read = readerOf(drawn)
  const session = sessionOf(drawn, [most])
  const filled = fillSettings(session, settings)
  return looks.map((each) => {
    const found = new Map<string, number>()
    for (const look of planLooks(each, 1 - filled.confidence))
      for (const [place, beyond] of neededAt(session, look, filled, read))
        found.set(place, Math.min(found.get(place) ?? Infinity, beyond))
    return found
  })
}

function neededAt(
  session: Session,
  { units, level }: Look,
  settings: JudgeSettings,
  read: ReadSeries,
): [string, number][] {
  const cut = firstUnits(session, units)
  const compared = compareAll(cut, settings, 1 - level, read)
  const controls = controlsOf(session.header)
  const isOfControl = ({ comparison }: Compared) => controls.has(comparison.candidate)
  const control = new Map(
    compared.filter(isOfControl).map((one) => [keyOf(one.comparison), one] as const),
  )
  return compared
    .filter((one) => !isOfControl(one))
    .map((one) => [keyOf(one.comparison), neededBy(one, control.get(keyOf(one.comparison)))])
}

/** Where the control is off by more than half of the margin the interval has to clear that, too. */
function neededBy({ evidence }: Compared, control: Compared | undefined): number {
  if (evidence === undefined) return Infinity
  const { worsening, margins } = evidence
  const off = Math.abs(control?.evidence?.worsening.value ?? 0)
  const doubt = off > Math.log1p(margins.ratio) / 2 ? off : 0
  return margins.worse - Math.log1p(margins.ratio) - worsening.low + doubt
}

function pushTo(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
