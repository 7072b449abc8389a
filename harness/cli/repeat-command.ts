// The command that measures a session again, as the report prints it.
import { relative } from 'node:path'
import type { LoadedConfig } from '../config/load-config.ts'
import type { Context } from './context.ts'
import type { CompareOptions, Comparison } from './resolve-comparison.ts'

/** Commits instead of moving refs would be exacter still, but people recognise what they typed; commits stand beside it. */
export function repeatCommand(
  name: 'compare' | 'gate' | 'attribute',
  { directory }: Context,
  { file }: LoadedConfig,
  { names, addedControl, seed, units, plan, faults }: Comparison,
  {
    scenario,
    snapshot,
    config,
    profile,
    control,
    strict,
    budget,
    planFrom,
    cpuProfiles,
  }: CompareOptions,
): string {
  const isTyped = ({ label }: { readonly label: string }) => label !== addedControl
  const targets = names.filter(isTyped).map(({ label, ref, variant }) => {
    const target = variant === undefined ? ref : `${ref}:${variant}`
    return `${label}=${target}`
  })
  return [
    `heartbench ${name}`,
    ...targets,
    ...(config === undefined ? [] : [`--config ${relative(directory, file)}`]),
    ...(profile === undefined ? [] : [`--profile ${profile}`]),
    ...(strict === true ? ['--strict'] : []),
    ...(control === undefined ? [] : [control ? '--control' : '--no-control']),
    `--units ${units} --rounds ${plan.rounds} --seed ${seed}`,
    ...(planFrom === undefined ? [] : [`--plan-from ${planFrom}`]),
    ...(budget === undefined ? [] : [`--budget ${budget / 1000}s`]),
    ...(cpuProfiles === true ? ['--cpu-profiles'] : []),
    ...(snapshot === undefined ? [] : [`--snapshot ${snapshot}`]),
    ...(scenario === undefined ? [] : [`--scenario ${scenario.join(' ')}`]),
    ...faults.filter(isTyped).map(({ label, fault }) => `--fault ${label}:${fault}`),
  ].join(' ')
}
