// After the last unit: baseline and candidates once more in fresh processes on fresh copies, now under a profiler, for the
// scenarios that changed. What comes of it explains verdicts and never feeds one, and no failure here changes a session.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TargetError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import type { Session, SessionEnd } from '../results/schema.ts'
import { isOpenEnd } from '../results/continuing.ts'
import type { Driver } from './driver.ts'
import { profilesOf } from './profiles-of.ts'
import type { Sampled } from './profiles-of.ts'
import type { ProfileChoice, ProfilingRequest } from './profiling-request.ts'
import { sampleTarget } from './sample-target.ts'
import { startContext } from './session-request.ts'
import type { SessionRequest } from './session-request.ts'
import type { SessionTarget } from './session-target.ts'
import { stopAll } from './stop-subjects.ts'
import { startAll } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'

export interface ProfileOutcome extends Pick<Session, 'cpuProfiles'> {
  /** For the end of the session: what was left, and why. */
  readonly notes: readonly Note[]
  /** Only when interrupted: everything else is a note. */
  readonly failure?: Error
}

export async function takeCpuProfiles(
  request: SessionRequest,
  driver: Driver,
  session: Session & { readonly end: SessionEnd },
): Promise<ProfileOutcome> {
  if (request.cpuProfiles === undefined) return { notes: [] }
  const outcome = await take(request, request.cpuProfiles, driver, session)
  const { cpuProfiles = [], notes } = outcome
  const scenarios = cpuProfiles.map(({ scenario }) => scenario)
  request.onProgress({ kind: 'cpu-profiles-done', scenarios, notes })
  return outcome
}

async function take(
  request: SessionRequest,
  asked: ProfilingRequest,
  driver: Driver,
  session: Session & { readonly end: SessionEnd },
): Promise<ProfileOutcome> {
  const { signal } = request
  const unfit = whyUnfit(session.end)
  if (unfit !== undefined) return { notes: [{ code: 'no-cpu-profile', why: unfit }] }
  const left: Note[] = []
  try {
    const choice = asked.choose(session)
    left.push(...leftNotes(choice))
    if (choice.chosen.length === 0) return { notes: left }
    const sampled = await sampleAll(request, asked, driver, session, choice)
    const { kept, notes } = await profilesOf(sampled, asked)
    for (const { profile, files } of kept) await asked.write(profile, files)
    const cpuProfiles = kept.map(({ profile }) => profile)
    return { ...(kept.length > 0 && { cpuProfiles }), notes: [...notes, ...left] }
  } catch (error) {
    const why = signal.aborted ? 'interrupted' : explain(error as Error, asked)
    const notes: Note[] = [{ code: 'no-cpu-profile', why }, ...left]
    return signal.aborted ? { notes, failure: signal.reason as Error } : { notes }
  }
}

/** They belong to verdicts, and those are final only when the session is. */
function whyUnfit(end: SessionEnd): string | undefined {
  if (end.state === 'failed') return 'the session failed'
  return isOpenEnd(end) ? 'the session is not finished' : undefined
}

function leftNotes({ chosen, left }: ProfileChoice): Note[] {
  if (left.length > 0) return [{ code: 'cpu-profiles-left', scenarios: left }]
  if (chosen.length > 0) return []
  return [{ code: 'no-cpu-profile', why: 'no row of a scenario became faster or slower' }]
}

function explain(error: Error, { profiler }: ProfilingRequest): string {
  const known = error instanceof TargetError ? profiler.explain?.(error.logTail) : undefined
  return (known ?? error.message).replace(/\.$/, '')
}

/** Nothing runs any more when this returns, so that every profile is written. */
async function sampleAll(
  request: SessionRequest,
  asked: ProfilingRequest,
  driver: Driver,
  { header }: Session,
  { chosen }: ProfileChoice,
): Promise<readonly Sampled[]> {
  const { targets, onProgress, owner, seed } = request
  const needed = targets.filter(({ info }) =>
    chosen.some((one) => one.targets.includes(info.label)),
  )
  const prepared: SessionTarget[] = []
  for (const target of needed) prepared.push(await prepareTarget(target, asked, owner.directory))
  const running = await startAll(prepared, {
    ...startContext(request),
    seed: `${seed}/cpu-profiles`,
    name: 'cpu-profiles',
    onStart: (label) => onProgress({ kind: 'cpu-profile', what: `starting ${label}` }),
  })
  const sampled: Sampled[] = []
  try {
    for (const { scenario, targets: labels } of chosen)
      for (const one of inOrder(running, labels)) {
        const label = one.target.info.label
        onProgress({ kind: 'cpu-profile', what: `${scenario} on ${label}` })
        const plan = header.plan.find((each) => each.scenario === scenario)!
        const folder = folderOf(owner.directory, label)
        const taken = await sampleTarget(request, asked, driver, { plan, running: one, folder })
        sampled.push({ scenario, target: label, ...taken })
      }
  } finally {
    await stopAll(running)
    for (const { subject } of running)
      await driver.ask({ kind: 'forget', subject }).catch(() => undefined)
  }
  return sampled
}

async function prepareTarget(
  target: SessionTarget,
  { profiler }: ProfilingRequest,
  runDirectory: string,
): Promise<SessionTarget> {
  const folder = folderOf(runDirectory, target.info.label)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  return { ...target, spec: profiler.prepare(target.spec, folder) }
}

const folderOf = (runDirectory: string, label: string) => join(runDirectory, `profiled-${label}`)

function inOrder(running: readonly RunningTarget[], labels: readonly string[]): RunningTarget[] {
  return labels.flatMap((label) => running.filter(({ target }) => target.info.label === label))
}
