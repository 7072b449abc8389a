// What a candidate's functions take longer or shorter than the baseline's, from the CPU profiles of a scenario.
import type { CpuProfile, FunctionTimes, ProfiledTarget } from '../results/schema.ts'
import { pairFunctions } from './pair-functions.ts'
import type { Pair } from './pair-functions.ts'
import type { ReportView } from './view.ts'

export interface ProfiledScenario {
  readonly scenario: string
  readonly profiler: string
  readonly baseline: ProfiledTarget
  readonly candidate: ProfiledTarget
  /** What sampling can tell apart, largest first. */
  readonly changes: readonly FunctionChange[]
  /** Functions that differ by less than that. */
  readonly unclear: number
}

export interface FunctionChange {
  readonly name: string
  /** As in the candidate, or in the baseline where only that has it; of a sum the file, and how many were seen. */
  readonly place: string
  /** Own time per request; undefined where it was not seen. */
  readonly baselineUs: number | undefined
  readonly candidateUs: number | undefined
  /** With everything that it called; undefined where it was not seen, and of sums. */
  readonly baselineTotalUs?: number | undefined
  readonly candidateTotalUs?: number | undefined
  readonly differenceUs: number
  /** Whether sampling can tell it from none. */
  readonly isClear: boolean
}

/** Profiles that hold both builds of the view, in the order in which they were taken. */
export function profiledScenarios({
  session,
  baseline,
  candidate,
}: ReportView): readonly ProfiledScenario[] {
  return (session.cpuProfiles ?? []).flatMap((profile) => {
    const before = targetOf(profile, baseline.label)
    const after = targetOf(profile, candidate.label)
    if (before === undefined || after === undefined) return []
    const pairs = pairFunctions(before.functions, after.functions)
    const all = pairs.map((pair) => changeOf(pair, before, after))
    const changes = all
      .filter(({ isClear }) => isClear)
      .toSorted((a, b) => Math.abs(b.differenceUs) - Math.abs(a.differenceUs))
    const { scenario, profiler } = profile
    const unclear = all.length - changes.length
    return [{ scenario, profiler, baseline: before, candidate: after, changes, unclear }]
  })
}

/** Own time of all functions, per request. */
export function busyUsPerRequest({ functions, others, requests }: ProfiledTarget): number {
  return (functions.reduce((sum, { selfUs }) => sum + selfUs, 0) + others.selfUs) / requests
}

function targetOf({ targets }: CpuProfile, label: string): ProfiledTarget | undefined {
  return targets.find(({ target, requests }) => target === label && requests > 0)
}

/** A report shows the largest of some sixty differences, of which two errors would be exceeded by chance. */
const ERRORS = 3

function changeOf(
  { before, after }: Pair,
  baseline: ProfiledTarget,
  candidate: ProfiledTarget,
): FunctionChange {
  const isSum = before.length > 1 || after.length > 1
  const one = (after[0] ?? before[0])!
  const baselineUs = perRequest(before, 'selfUs', baseline)
  const candidateUs = perRequest(after, 'selfUs', candidate)
  const differenceUs = (candidateUs ?? 0) - (baselineUs ?? 0)
  const errorUs = Math.hypot(errorOf(before, baseline), errorOf(after, candidate))
  return {
    name: one.name,
    place: isSum ? placeOfAll(before, after) : placeOf(one),
    baselineUs,
    candidateUs,
    // Those that call each other would be counted twice.
    baselineTotalUs: isSum ? undefined : perRequest(before, 'totalUs', baseline),
    candidateTotalUs: isSum ? undefined : perRequest(after, 'totalUs', candidate),
    differenceUs,
    isClear: Math.abs(differenceUs) > ERRORS * errorUs,
  }
}

function placeOf({ file, line }: FunctionTimes): string {
  return file === undefined ? '' : line === undefined ? file : `${file}:${line}`
}

/** `src/app.js (all 3, now 4)`: how many were seen. */
function placeOfAll(before: readonly FunctionTimes[], after: readonly FunctionTimes[]): string {
  const [were, are] = [before.length, after.length]
  const seen = were === are ? `all ${are}` : `all ${were}, now ${are}`
  return `${after[0]!.file ?? ''} (${seen})`.trimStart()
}

const sumOf = (times: readonly FunctionTimes[], key: 'selfUs' | 'totalUs') =>
  times.reduce((sum, one) => sum + one[key], 0)

function perRequest(
  times: readonly FunctionTimes[],
  key: 'selfUs' | 'totalUs',
  { requests }: ProfiledTarget,
): number | undefined {
  return times.length === 0 ? undefined : sumOf(times, key) / requests
}

/**
 * Standard error of an own time per request: the number of samples that hit a function has a Poisson distribution. That
 * none did excludes few of them as little as one would.
 */
function errorOf(
  times: readonly FunctionTimes[],
  { sampleUs = 0, requests }: ProfiledTarget,
): number {
  return Math.sqrt(Math.max(sumOf(times, 'selfUs'), sampleUs) * sampleUs) / requests
}
