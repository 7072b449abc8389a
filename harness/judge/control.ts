// The control: the baseline's build a second time, in processes of its own. What it differs by is noise, and noise
// that passes for an effect takes the trust from whatever was measured beside it.
import type { SessionHeader, TargetInfo } from '../results/schema.ts'
import type { Comparison } from './comparison.ts'
import type { Compared } from './compare.ts'
import { verdictOf } from './verdict.ts'

/** The same code started in the same way, under another label. */
export function isControl(target: TargetInfo, baseline: TargetInfo): boolean {
  return (
    target !== baseline &&
    target.commit === baseline.commit &&
    target.dirty === baseline.dirty &&
    target.variant === baseline.variant &&
    target.fault === baseline.fault
  )
}

/** Labels of the controls among the candidates. */
export function controlsOf({ targets }: SessionHeader): ReadonlySet<string> {
  const baseline = targets.find(({ role }) => role === 'baseline')
  if (baseline === undefined) return new Set()
  return new Set(targets.filter((target) => isControl(target, baseline)).map(({ label }) => label))
}

/**
 * A metric whose control is off by more than half of the margin is judged only where the verdict holds in spite of
 * it, that is with the interval wider by as much on either side: noise of 3 % makes nothing of a tripled latency.
 */
export function underControl(
  compared: readonly Compared[],
  controls: ReadonlySet<string>,
): Compared[] {
  return compared.map((one) => {
    if (controls.has(one.comparison.candidate) || one.evidence === undefined) return one
    const control = compared.find(
      ({ comparison }) =>
        controls.has(comparison.candidate) && isBeside(comparison, one.comparison),
    )
    return control?.evidence === undefined ? one : capped(one, control)
  })
}

function capped(one: Compared, control: Compared): Compared {
  const { worsening, margins } = one.evidence!
  const off = Math.abs(control.evidence!.worsening.value)
  const measured = { ...one.comparison, control: control.comparison.change }
  if (off <= Math.log1p(margins.ratio) / 2) return { ...one, comparison: measured }
  const wider = { ...worsening, low: worsening.low - off, high: worsening.high + off }
  const holds = verdictOf(wider, margins) === one.comparison.verdict
  const note = {
    code: 'control-differs',
    scenario: measured.scenario,
    metric: measured.metric,
    control: control.comparison.candidate,
    percent: inPercent(Math.expm1(off)),
    limitPercent: inPercent(margins.ratio / 2),
  } as const
  const comparison: Comparison = {
    ...measured,
    verdict: holds ? one.comparison.verdict : 'unclear',
    unitsNeeded: holds ? one.comparison.unitsNeeded : undefined,
    notes: [...measured.notes, note],
  }
  return { ...one, comparison }
}

function isBeside(one: Comparison, other: Comparison): boolean {
  return one.scenario === other.scenario && one.load === other.load && one.metric === other.metric
}

const inPercent = (ratio: number) => Math.round(ratio * 1000) / 10
