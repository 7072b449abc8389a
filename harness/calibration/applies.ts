// Whether what was calibrated holds here: for this machine, these CPUs, these servers, and not too long ago.
import type { HeaderCalibration, Machine, Pinning } from '../results/schema.ts'
import type { CalibratedPlace, Calibration } from './calibration.ts'
import { ROLES } from './draw.ts'

/** Everything a calibration must have been made with to hold. */
export interface Here {
  readonly machine: Machine
  /** Undefined where the scheduler places processes. */
  readonly pinning: Pinning | undefined
  readonly toolVersion: string
  /** Milliseconds since 1970. */
  readonly nowMs: number
}

/** Kernels, neighbours and disks change without anybody telling. */
const OLDEST_DAYS = 180
const DAY_MS = 86_400_000

/** Completes "is not used: …"; undefined where it holds. The config is known to be the same. */
export function whyNot(calibration: Calibration, here: Here): string | undefined {
  const { machine, pinning, tool, madeAt } = calibration
  const machines = differences(machine, here.machine)
  if (machines.length > 0) return `it was made on another machine (${machines.join('; ')})`
  const [then, now] = [pinning, here.pinning].map(describePinning)
  if (then !== now) return `it was made ${then}, and now processes are ${now}`
  if (tool.version !== here.toolVersion)
    return `it was made by heartbench ${tool.version}, and this is ${here.toolVersion}`
  const days = Math.floor((here.nowMs - Date.parse(madeAt)) / DAY_MS)
  return days > OLDEST_DAYS ? `it is ${days} days old, more than ${OLDEST_DAYS}` : undefined
}

const WORDS: Readonly<Record<keyof Machine, string>> = {
  cpuModel: 'CPU model',
  cpus: 'CPUs',
  memoryBytes: 'bytes of memory',
  system: 'system',
  architecture: 'architecture',
  node: 'Node',
  allowedCpus: 'allowed CPUs',
  governor: 'governor',
  multithreading: 'multithreading',
  cpuQuota: 'CPU quota',
}

function differences(then: Machine, now: Machine): readonly string[] {
  return (Object.keys(WORDS) as (keyof Machine)[]).flatMap((key) => {
    const [was, is] = [then[key], now[key]].map((value) => JSON.stringify(value) ?? 'unknown')
    return was === is ? [] : [`${WORDS[key]} ${was} then, ${is} now`]
  })
}

function describePinning(pinning: Pinning | undefined): string {
  if (pinning === undefined) return 'not pinned'
  return `pinned to ${pinning.generator.join(',')} and ${pinning.servers.join(',')}`
}

/**
 * What the header of a session with these looks carries: scenarios that still are what was calibrated; undefined where
 * none is. Of sessions that are read once those with fewer units stand there, too: it may be cut short.
 */
export function extractFor(
  calibration: Calibration,
  scenarios: Readonly<Record<string, string>>,
  looks: readonly number[],
): HeaderCalibration | undefined {
  const places = calibration.places
    .filter(({ scenario }) => {
      const digest = scenarios[scenario]
      return digest !== undefined && digest === calibration.scenarios[scenario]
    })
    .map((place) => extractOf(place, looks))
  if (places.length === 0) return undefined
  const { madeAt, draws, units } = calibration
  return { madeAt, draws, units: units.complete, targets: ROLES.length, places }
}

function extractOf(
  { scenario, load, metric, rounds, reach }: CalibratedPlace,
  looks: readonly number[],
): HeaderCalibration['places'][number] {
  const isSame = (each: readonly number[]) => each.join() === looks.join()
  const isShorter = (each: readonly number[]) =>
    looks.length === 1 && each.length === 1 && each[0]! < looks[0]!
  const kept = reach.filter((each) => isSame(each.looks) || isShorter(each.looks))
  return { scenario, load, metric, ...(rounds !== undefined && { rounds }), reach: kept }
}
