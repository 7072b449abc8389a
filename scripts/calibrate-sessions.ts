// Calibrates the whole procedure on this machine: real sessions of unchanged and of slower builds, and hundreds drawn
// from their units, judged by the real judge. `node scripts/calibrate-sessions.ts --out <folder>` takes about 90 minutes
// on two cores that do nothing else; called again, it goes on where it stopped. `--minutes 10` measures a ninth of it,
// `--part judge` only counts again what the folder holds.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startClock } from '../harness/calibration/remaining-time.ts'
import { MeasurementError, UsageError } from '../harness/core/errors.ts'
import { evaluate } from './calibrate-sessions/evaluate.ts'
import { WHOLE } from './calibrate-sessions/experiment.ts'
import { jobsOf, PARTS } from './calibrate-sessions/jobs.ts'
import type { Job, PartName } from './calibrate-sessions/jobs.ts'
import { measure } from './calibrate-sessions/measure.ts'
import { appendSession, openResults, readResults } from './calibrate-sessions/results-file.ts'
import type { Settings } from './calibrate-sessions/results-file.ts'
import { tableOf } from './calibrate-sessions/table.ts'

const JUDGE = 'judge'

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    part: { type: 'string', multiple: true, default: [...PARTS, JUDGE] },
    minutes: { type: 'string', default: String(WHOLE.minutes) },
    draws: { type: 'string', default: '300' },
    ref: { type: 'string', default: 'HEAD' },
    fault: { type: 'string', default: 'cpu=10%' },
    snapshot: { type: 'string', default: 'small' },
  },
})

const say = (text: string) => console.error(text)

async function calibrate(): Promise<void> {
  if (values.out === undefined) throw new UsageError('Expected --out <folder>, got none.')
  for (const part of values.part)
    if (part !== JUDGE && !PARTS.some((known) => known === part))
      throw new UsageError(`Expected --part ${[...PARTS, JUDGE].join(' | ')}, got "${part}".`)
  const { out, ref, fault, snapshot } = values
  const settings: Settings = { kind: 'calibration', ref, fault, snapshot }
  const jobs = jobsOf({ minutes: positive('minutes'), ref, fault, snapshot })
  await measureAll(
    out,
    settings,
    jobs.filter(({ part }) => values.part.includes(part)),
  )
  if (values.part.includes(JUDGE)) await judge(out)
}

async function measureAll(out: string, settings: Settings, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return
  const { sessions } = await openResults(out, settings)
  const isDone = (job: Job) =>
    sessions.some(({ part, number }) => part === job.part && number === job.number)
  const open = jobs.filter((job) => !isDone(job))
  const clock = startClock(() => performance.now())
  for (const [index, job] of open.entries()) {
    const left = clock.minutesLeft(open.slice(index).reduce((sum, { cost }) => sum + cost, 0))
    say(`${job.part} ${job.number} of ${countOf(jobs, job.part)}; about ${left} min left`)
    await appendSession(out, await measure(job, out))
    clock.done(job.cost)
  }
}

const countOf = (jobs: readonly Job[], part: PartName) =>
  jobs.filter((job) => job.part === part).length

async function judge(out: string): Promise<void> {
  const results = await readResults(out)
  if (results === undefined)
    throw new UsageError(`Expected a calibration in ${out}, found none. Measure first.`)
  const evaluation = evaluate(results.sessions, positive('draws'), (row) => {
    const { kind, source, profile, scenario = '', ratio, tally } = row
    const change = ratio === undefined ? '' : `× ${ratio}`
    say(`judged ${tally.sessions} ${source}: ${kind} ${scenario} ${change} ${profile}`)
  })
  const table = tableOf(evaluation, results.settings)
  await writeFile(join(out, 'table.md'), table)
  process.stdout.write(table)
}

function positive(name: 'minutes' | 'draws'): number {
  const value = Number(values[name])
  if (value > 0) return value
  throw new UsageError(`Expected --${name} above 0, got "${values[name]}".`)
}

try {
  await calibrate()
} catch (error) {
  if (!(error instanceof UsageError || error instanceof MeasurementError)) throw error
  say(`error: ${error.message}`)
  process.exitCode = error.exitCode
}
