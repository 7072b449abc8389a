// What a candidate's functions take longer or shorter than the baseline's, from the CPU profiles of a scenario.
import type { CpuProfile, FunctionTimes, ProfiledTarget } from '../results/schema.ts'
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
  /** As in the candidate, or in the baseline where only that has it. */
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

interface Pair {
  readonly before: FunctionTimes | undefined
  readonly after: FunctionTimes | undefined
}

/** Of several with the same name in a file those at the same line belong together, then the others as they stand. */
function pairFunctions(
  before: readonly FunctionTimes[],
  after: readonly FunctionTimes[],
): readonly Pair[] {
  const keyOf = ({ name, file = '' }: FunctionTimes) => JSON.stringify([name, file])
  const [befores, afters] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)]
  return [...new Set([...befores.keys(), ...afters.keys()])].flatMap((key) =>
    pairNamesakes(befores.get(key) ?? [], afters.get(key) ?? []),
  )
}

function pairNamesakes(before: readonly FunctionTimes[], after: readonly FunctionTimes[]): Pair[] {
  const same = before.flatMap((one): Pair[] => {
    const twin = after.find(({ line }) => line === one.line)
    return twin === undefined ? [] : [{ before: one, after: twin }]
  })
  const byLine = (a: FunctionTimes, b: FunctionTimes) => (a.line ?? 0) - (b.line ?? 0)
  const restBefore = before.filter((one) => !same.some((pair) => pair.before === one))
  const restAfter = after.filter((one) => !same.some((pair) => pair.after === one))
  const [moved, movedTo] = [restBefore.toSorted(byLine), restAfter.toSorted(byLine)]
  const length = Math.max(moved.length, movedTo.length)
  const rest = Array.from({ length }, (_, index) => ({
    before: moved[index],
    after: movedTo[index],
  }))
  return [...same, ...rest]
}

/** A report shows the largest of some sixty differences, of which two errors would be exceeded by chance. */
const ERRORS = 3

function changeOf(
  { before, after }: Pair,
  baseline: ProfiledTarget,
  candidate: ProfiledTarget,
): FunctionChange {
  const { name, file, line } = (after ?? before)!
  const baselineUs = before && before.selfUs / baseline.requests
  const candidateUs = after && after.selfUs / candidate.requests
  const differenceUs = (candidateUs ?? 0) - (baselineUs ?? 0)
  const errorUs = Math.hypot(errorOf(before, baseline), errorOf(after, candidate))
  return {
    name,
    place: file === undefined ? '' : line === undefined ? file : `${file}:${line}`,
    baselineUs,
    candidateUs,
    baselineTotalUs: before && before.totalUs / baseline.requests,
    candidateTotalUs: after && after.totalUs / candidate.requests,
    differenceUs,
    isClear: Math.abs(differenceUs) > ERRORS * errorUs,
  }
}

/**
 * Standard error of an own time per request: the number of samples that hit a function has a Poisson distribution. That
 * none did excludes few of them as little as one would.
 */
function errorOf(
  time: FunctionTimes | undefined,
  { sampleUs = 0, requests }: ProfiledTarget,
): number {
  return Math.sqrt(Math.max(time?.selfUs ?? 0, sampleUs) * sampleUs) / requests
}
