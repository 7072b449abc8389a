// The load generator was too busy, too late or too slow in the slices of one target: it measured itself. Thresholds
// and what they rest on stand in load/generator-limit.ts. What a server leaves unsent by being slow is no breach:
// requests that are missed since too many are in flight are its result.
import { generatorLimit } from '../../load/generator-limit.ts'
import { mergeSlices } from './merge-slices.ts'
import type { ValidityRule } from './rule.ts'

export const generatorWasLimit: ValidityRule = {
  name: 'generator-was-limit',
  check: ({ slices, scenarios }) =>
    mergeSlices(slices).flatMap((merged) => {
      const info = scenarios.find(({ name }) => name === merged.scenario)
      const reason = info && generatorLimit(merged, info.loads)
      if (reason === undefined) return []
      return [{ detail: `${reason} in ${merged.scenario}`, target: merged.target }]
    }),
}
