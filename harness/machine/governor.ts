// How the system sets the clock of the CPUs: the policy (governor), and whether a cool CPU may run faster (turbo).
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'

export interface ClockPolicy {
  /** Of these CPUs, each once: `performance`, or `performance, powersave`. */
  readonly governor: string
  /** Such as `intel_pstate`, which has a `powersave` of its own. */
  readonly driver: string | undefined
  readonly turbo: boolean | undefined
}

const CPU = '/sys/devices/system/cpu'

/** Undefined where the system does not tell, as in most virtual machines: the host decides there. */
export function readClockPolicy(
  cpus: readonly number[],
  read: ReadSystemFile = readSystemFile,
): ClockPolicy | undefined {
  const governors = cpus.map((cpu) => read(`${CPU}/cpu${cpu}/cpufreq/scaling_governor`))
  const known = [...new Set(governors.filter((governor) => governor !== undefined))]
  if (known.length === 0) return undefined
  return {
    governor: known.toSorted().join(', '),
    driver: read(`${CPU}/cpu${cpus[0]}/cpufreq/scaling_driver`),
    turbo: readTurbo(read),
  }
}

/** The kernel's admin-guide/pm: `boost` is 1 when allowed, `no_turbo` is 1 when not. */
function readTurbo(read: ReadSystemFile): boolean | undefined {
  const noTurbo = read(`${CPU}/intel_pstate/no_turbo`)
  if (noTurbo !== undefined) return noTurbo === '0'
  const boost = read(`${CPU}/cpufreq/boost`)
  return boost === undefined ? undefined : boost === '1'
}
