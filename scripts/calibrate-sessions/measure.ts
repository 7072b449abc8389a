// Measures one session with the real command, in a process of its own, and keeps what calibration needs of it. A session
// that was cut off is continued.
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { EXIT, MeasurementError } from '../../harness/core/errors.ts'
import { readSession } from '../../harness/results/store.ts'
import { completeUnits } from '../../harness/calibration/kept-session.ts'
import { compactSession } from './compact.ts'
import type { CompactSession } from './compact.ts'
import type { Job } from './jobs.ts'

const COMMAND = join(import.meta.dirname, '..', '..', 'harness/cli/heartbench.mjs')
const CONFIGS = {
  quick: join(import.meta.dirname, 'heartbench.config.ts'),
  pr: join(import.meta.dirname, 'long.config.ts'),
}

/** Whatever the verdict, the session was measured, if only to find that nothing of it counts. */
const MEASURED = new Set<number | null>([
  EXIT.pass,
  EXIT.regression,
  EXIT.invalid,
  EXIT.nothingMeasured,
])

export async function measure(job: Job, folder: string): Promise<CompactSession> {
  const out = join(folder, 'sessions', `${job.part}-${job.number}`)
  await mkdir(out, { recursive: true })
  const begun = await findSession(out)
  if (begun === undefined || (await readSession(begun)).end?.state !== 'finished')
    await compare(job, out, begun === undefined ? job.arguments : ['--resume', begun])
  const session = compactSession(job.part, job.number, await readSession((await findSession(out))!))
  const complete = completeUnits(session).length
  if (complete >= job.fewestUnits) return session
  throw new MeasurementError(
    `Expected at least ${job.fewestUnits} complete units of ${job.part}, got ${complete}: the machine is too busy. Remove ${out} and call again when it is idle.`,
  )
}

async function compare(job: Job, out: string, what: readonly string[]): Promise<void> {
  const log = join(out, 'compare.log')
  const code = await run(
    [...what, ...job.again, '--config', CONFIGS[job.profile], '--out', out],
    log,
  )
  if (!MEASURED.has(code))
    throw new MeasurementError(
      `Expected ${job.part} ${job.number} to be measured, the command ended with ${code}; ${log} says why. The same call goes on from here.`,
    )
}

async function findSession(out: string): Promise<string | undefined> {
  const name = (await readdir(out)).find((each) => each.endsWith('.session.jsonl'))
  return name && join(out, name)
}

/** An interrupt reaches the command by itself, as it is in the same process group; everything else is passed on. */
async function run(compareArguments: readonly string[], log: string): Promise<number | null> {
  const child = spawn(process.execPath, [COMMAND, 'compare', ...compareArguments], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const wait = () => undefined
  const passOn = () => child.kill('SIGTERM')
  process.on('SIGINT', wait).on('SIGTERM', passOn)
  const file = createWriteStream(log, { flags: 'a' })
  child.stdout.pipe(file, { end: false })
  child.stderr.pipe(file, { end: false })
  const [code] = (await once(child, 'close')) as [number | null]
  process.off('SIGINT', wait).off('SIGTERM', passOn)
  file.end()
  await once(file, 'close')
  return code
}
