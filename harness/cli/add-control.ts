// A run that may turn somebody's change red measures the baseline a second time: whether this machine can tell two
// builds apart at all is then known from the same units.
import { isControl } from '../judge/control.ts'
import type { TargetName } from '../refs/ref.ts'
import type { SessionTarget } from '../session/session-target.ts'
import type { TargetFault } from './resolve-comparison.ts'

export interface ControlOptions {
  readonly profile?: string
  readonly strict?: boolean
  /** `--control`, `--no-control`; undefined: as the rest says. */
  readonly control?: boolean
}

export interface AddedControl {
  readonly name: TargetName
  readonly faults: readonly TargetFault[]
}

/** A profile or `--strict` is what people gate by; without them the session is somebody looking around. */
export function wantsControl({ profile, strict = false, control }: ControlOptions): boolean {
  return control ?? (profile !== undefined || strict)
}

/** Undefined when the user lists a control already. */
export function addControl(
  names: readonly TargetName[],
  faults: readonly TargetFault[],
): AddedControl | undefined {
  const [baseline, ...candidates] = names
  const started = (name: TargetName) =>
    JSON.stringify([name.ref, name.variant, faultsOf(name, faults)])
  if (candidates.some((name) => started(name) === started(baseline!))) return undefined
  const label = freeLabel(names)
  return {
    name: { ...baseline!, label },
    faults: faultsOf(baseline!, faults).map((fault) => ({ label, fault })),
  }
}

/** Two refs may be the same commit: then a candidate is a control already, which only shows once refs are resolved. */
export function withoutNeedlessControl(
  targets: readonly SessionTarget[],
  added: string | undefined,
): readonly SessionTarget[] {
  const rest = targets.filter(({ info }) => info.label !== added)
  const [baseline] = rest
  const hasOne = rest.some(({ info }) => isControl(info, baseline!.info))
  return hasOne ? rest : targets
}

const faultsOf = ({ label }: TargetName, faults: readonly TargetFault[]) =>
  faults.filter((each) => each.label === label).map(({ fault }) => fault)

/** `control`, unless something else is called so; labels differ in more than case. */
function freeLabel(names: readonly TargetName[]): string {
  const taken = new Set(names.map(({ label }) => label.toLowerCase()))
  const labels = ['control', ...names.map((_, index) => `control-${index + 2}`)]
  return labels.find((label) => !taken.has(label))!
}
