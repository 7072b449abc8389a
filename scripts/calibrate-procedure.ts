// How whole profiles behave: looks, verdicts that stay, alarms confirmed by max-T, stopping when everything is
// decided, and the check of the control. `node scripts/calibrate-procedure.ts [sessions]`, seeded; some minutes.
import { createRandom } from '../harness/core/random.ts'
import type { Random } from '../harness/core/random.ts'
import type { Compared } from '../harness/judge/compare.ts'
import type { Verdict } from '../harness/judge/comparison.ts'
import { controlP, familyP } from '../harness/judge/family.ts'
import { DEFAULT_SETTINGS } from '../harness/judge/settings.ts'
import { verdictOf } from '../harness/judge/verdict.ts'
import { clusteredTrimmedMean, intervalOf } from '../harness/stats/clustered-trimmed.ts'
import { LOOK_PROFILES, planLooks } from '../harness/stats/looks.ts'
import type { Look } from '../harness/stats/looks.ts'
import { EFFECTS, metricsOf, MODELS, simulateUnit, SUITES } from './calibration-noise.ts'
import type { Effect, Model, Suite } from './calibration-noise.ts'

const CANDIDATE = 'candidate'
const CONTROL = 'control'
const CONTROLS = new Set([CONTROL])
const { alarmLevel, controlLevel } = DEFAULT_SETTINGS

interface Outcome {
  readonly isRed: boolean
  readonly isInvalid: boolean
  readonly units: number
  readonly verdicts: readonly Verdict[]
}

function runSession(
  suite: Suite,
  model: Model,
  effect: Effect,
  looks: readonly Look[],
  random: Random,
): Outcome {
  const candidate: number[][][] = []
  const control: number[][][] = []
  let verdicts: Verdict[] = metricsOf(suite).map(() => 'unclear')
  let alarms = verdicts.map(() => 1)
  for (const look of looks) {
    while (candidate.length < look.units) {
      candidate.push(simulateUnit(suite, model, effect, random))
      control.push(simulateUnit(suite, model, EFFECTS[0]!, random))
    }
    const compared = comparedAt(suite, candidate, CANDIDATE, look)
    verdicts = verdicts.map((verdict, metric) =>
      verdict === 'unclear' ? compared[metric]!.comparison.verdict : verdict,
    )
    if (verdicts.includes('slower')) {
      const p = familyP(compared, CONTROLS, alarmLevel * look.share)
      alarms = alarms.map((alarm, metric) =>
        Math.min(alarm, p.get(compared[metric]!.comparison)! / look.share),
      )
    }
    const isOpen = verdicts.some(
      (verdict, metric) =>
        verdict === 'unclear' || (verdict === 'slower' && alarms[metric]! > alarmLevel),
    )
    if (!isOpen) break
  }
  const units = candidate.length
  const last = looks.find((look) => look.units === units)!
  const noise = controlP(comparedAt(suite, control, CONTROL, last), CONTROLS, controlLevel)
  const isRed = verdicts.some((verdict, m) => verdict === 'slower' && alarms[m]! <= alarmLevel)
  return { isRed, isInvalid: noise <= controlLevel, units, verdicts }
}

function comparedAt(
  suite: Suite,
  units: readonly number[][][],
  candidate: string,
  look: Look,
): Compared[] {
  return metricsOf(suite).map(({ id, margin }, metric) => {
    const fit = clusteredTrimmedMean(units.map((unit) => unit[metric]!))
    const worsening = intervalOf(fit, 1 - look.level)
    const limit = Math.log1p(margin)
    const margins = { better: -limit, worse: limit, ratio: margin }
    return {
      comparison: {
        scenario: String(metric),
        load: 'main',
        metric: id,
        baseline: 'baseline',
        candidate,
        baselineValue: undefined,
        candidateValue: undefined,
        change: undefined,
        verdict: verdictOf(worsening, margins),
        marginRatio: margin,
        gating: true,
        detectableRatio: undefined,
        unitsNeeded: undefined,
        notes: [],
      },
      evidence: {
        worsening,
        margins,
        fit,
        unitValues: new Map(fit.unitValues.entries()),
        unitMedians: new Map(),
      },
    }
  })
}

const share = (hits: number, all: number) => `${((100 * hits) / all).toFixed(1)} %`

const sessions = Number(process.argv[2] ?? 300)
console.log(
  'noise | metrics | profile | true change | red | units | unaffected p50 same | control invalid',
)
for (const model of MODELS)
  for (const suite of SUITES)
    for (const [profile, units] of Object.entries(LOOK_PROFILES))
      for (const effect of EFFECTS) {
        const random = createRandom(`${model} ${suite.kinds.length} ${profile} ${effect.name}`)
        const looks = planLooks(units, 1 - DEFAULT_SETTINGS.confidence)
        const outcomes = Array.from({ length: sessions }, () =>
          runSession(suite, model, effect, looks, random),
        )
        const metrics = metricsOf(suite)
        const unaffected = outcomes.flatMap(({ verdicts }) =>
          verdicts.filter((_, metric) => {
            const scenario = Math.floor(metric / suite.kinds.length)
            return metrics[metric]!.id === 'p50' && effect.of(scenario, metrics[metric]!) === 0
          }),
        )
        const cells = [
          share(outcomes.filter(({ isRed }) => isRed).length, sessions),
          (outcomes.reduce((sum, each) => sum + each.units, 0) / sessions).toFixed(1),
          unaffected.length === 0
            ? '–'
            : share(unaffected.filter((verdict) => verdict === 'same').length, unaffected.length),
          share(outcomes.filter(({ isInvalid }) => isInvalid).length, sessions),
        ]
        console.log([model, metrics.length, profile, effect.name, ...cells].join(' | '))
      }
