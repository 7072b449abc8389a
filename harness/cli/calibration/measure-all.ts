// Measures what a calibration still lacks, session after session; every one that ends is kept at once.
import { jobsOf } from '../../calibration/jobs.ts'
import type { Job } from '../../calibration/jobs.ts'
import { keepMeasured } from '../../calibration/measured-session.ts'
import type { MeasuredSession } from '../../calibration/measured-session.ts'
import { startClock } from '../../calibration/remaining-time.ts'
import { EXIT, InterruptedError } from '../../core/errors.ts'
import { parseTargetName } from '../../refs/parse-target-name.ts'
import type { Context } from '../context.ts'
import { sizeOf } from './calibrate-options.ts'
import type { CalibrateOptions } from './calibrate-options.ts'
import { folderOf, measureJob } from './measure-job.ts'
import type { JobSetup } from './measure-job.ts'
import type { ResolvedCalibration } from './resolve-calibration.ts'
import { checkAlike, checkVersion } from './same-subject.ts'
import { appendMeasured, openWork } from './work-file.ts'
import type { Work, WorkSettings } from './work.ts'

export async function measureAll(
  context: Context,
  resolved: ResolvedCalibration,
  options: CalibrateOptions,
): Promise<Work> {
  const { experiments, out } = resolved
  const { profile, sessions, minutes } = options
  const { longUnits } = sizeOf(options)
  const work = await openWork(out, settingsOf(resolved, options))
  const jobs = jobsOf({ profile, experiments, sessions, totalMs: minutes * 60_000, longUnits })
  const open = jobs.filter((job) => !work.sessions.some((each) => isOf(each, job)))
  tellPlan(context, jobs, open)
  const [first] = work.sessions
  if (first !== undefined && open.length > 0) checkVersion(first.header, out)
  const measured = [...work.sessions]
  const clock = startClock(() => performance.now())
  const stopListening = listenBetweenSessions(context)
  try {
    for (const [index, job] of open.entries()) {
      const left = clock.minutesLeft(sum(open.slice(index).map(costOf)))
      const which = `Session ${index + 1} of ${open.length}: ${job.experiment.title}`
      context.stderr.write(`${which}; about ${left} min left\n`)
      const setup = setupOf(context, resolved, options, measured)
      const kept = keepMeasured(job, await measureJob(setup, job))
      // Here, not when the file is read again: what stands in it would be lost with it.
      checkAlike([...measured, kept], out, adviceFor(folderOf(setup, job)))
      await appendMeasured(out, kept)
      measured.push(kept)
      clock.done(costOf(job))
    }
  } catch (error) {
    if (error instanceof InterruptedError) context.stderr.write(GO_ON)
    throw error
  } finally {
    stopListening()
  }
  return { settings: work.settings, sessions: measured }
}

const adviceFor = (folder: string) =>
  `What was begun with has changed since. Restore it and remove ${folder}, or start anew with another --out.`

const GO_ON = 'The same command goes on from here.\n'
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** While a session is measured it listens itself and clears up; between two there is nothing to clear up. */
function listenBetweenSessions({ stderr }: Context): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return
    stderr.write(GO_ON)
    process.exit(EXIT.interrupted)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}

function settingsOf(
  { input, scenarios, identity }: ResolvedCalibration,
  { profile }: CalibrateOptions,
): WorkSettings {
  const digests = Object.fromEntries(scenarios.map((name) => [name, identity.scenarios[name]!]))
  const { config } = identity
  return {
    kind: 'calibration',
    version: 2,
    input,
    profile,
    scenarios: [...scenarios],
    config,
    digests,
  }
}

/** Every session measures the commit of the first: a branch that moves on meanwhile changes nothing. */
function setupOf(
  context: Context,
  { loaded, input, scenarios, out }: ResolvedCalibration,
  { config, snapshot }: CalibrateOptions,
  measured: readonly MeasuredSession[],
): JobSetup {
  const { ref, variant } = parseTargetName(input)
  const commit = ref === '.' ? ref : (measured[0]?.header.targets[0]?.commit ?? ref)
  return {
    context,
    loaded,
    target: variant === undefined ? commit : `${commit}:${variant}`,
    usual: {
      ...(config !== undefined && { config }),
      ...(snapshot !== undefined && { snapshot }),
    },
    scenarios,
    out,
  }
}

const isOf = (session: MeasuredSession, { experiment, kind, number }: Job) =>
  session.experiment.id === experiment.id && session.kind === kind && session.number === number

function tellPlan({ stderr }: Context, jobs: readonly Job[], open: readonly Job[]): void {
  const done = jobs.length - open.length
  const before = done === 0 ? '' : `, ${done} measured already`
  stderr.write(
    open.length === 0
      ? `All ${jobs.length} sessions are measured already.\n`
      : `Sessions to measure: ${open.length}${before}. Builds and rehearsals come on top of the time asked for.\n`,
  )
}

/** Seconds, about; what a unit takes is not known before the first. */
function costOf({ budgetMs, units }: Job): number {
  return (budgetMs ?? units * UNIT_GUESS_MS) / 1000
}

const UNIT_GUESS_MS = 30_000

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
