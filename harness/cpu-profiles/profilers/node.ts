// Node's own profiler, V8's: every thread writes a profile of its whole life when it ends, of which the time under load is
// cut out. Its clock is the monotonic one of this process, too.
import { realpathSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MeasurementError } from '../../core/errors.ts'
import { parseCpuProfile, stacksOf } from '../cpuprofile.ts'
import type { RawCpuProfile } from '../cpuprofile.ts'
import { covers, cutProfile } from '../cut-profile.ts'
import type { Window } from '../cut-profile.ts'
import { busyUs } from '../stacks.ts'
import { nodeOptions } from './node-options.ts'
import type { Profiler, ReadProfile, Watched } from './profiler.ts'
import { nameThreads } from './node-threads.ts'

export const nodeProfiler: Profiler = {
  name: 'node',
  prepare: (spec, folder) => ({
    ...spec,
    environment: {
      ...spec.environment,
      NODE_OPTIONS: nodeOptions(spec.environment['NODE_OPTIONS'], folder, spec.stop),
    },
  }),
  explain: (logTail) =>
    logTail.some((line) => line.includes('not allowed in NODE_OPTIONS'))
      ? 'the Node that runs the server refuses --cpu-prof in NODE_OPTIONS, as those before 22.15 do'
      : undefined,
  async watch(watched) {
    const fromUs = nowUs()
    return async () => {
      const window = { fromUs, toUs: nowUs() }
      return { read: () => readProfiles(watched, window) }
    }
  },
}

function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n)
}

interface Found {
  readonly fileName: string
  readonly whole: RawCpuProfile
}

async function readProfiles(watched: Watched, window: Window): Promise<ReadProfile> {
  const found = await findProfiles(watched.folder)
  if (!found.some(({ whole }) => covers(whole, window)))
    throw new MeasurementError(
      'Expected one of the profiles to hold the time under load, none does: its clock is not the one of this system, or the server was started anew meanwhile.',
    )
  // V8 names files by their real path.
  const directory = realpathSync(watched.directory)
  const threads = found
    .map(({ fileName, whole }) => {
      const cut = cutProfile(whole, window)
      return Object.assign({ fileName, cut }, stacksOf(cut, directory))
    })
    .filter(({ samples }) => samples > 0)
    .toSorted((a, b) => busyUs(b) - busyUs(a))
  const names = nameThreads(threads.map(({ fileName }) => fileName))
  return {
    threads: threads.map(({ stacks, idleUs, samples }, index) => ({
      name: names[index]!,
      stacks,
      idleUs,
      samples,
    })),
    files: threads.map(({ cut }, index) => ({
      name: `${names[index]!.replaceAll(/[^a-z0-9]+/g, '-')}.cpuprofile`,
      text: JSON.stringify(cut),
    })),
  }
}

async function findProfiles(folder: string): Promise<readonly Found[]> {
  const fileNames = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile')).sort()
  if (fileNames.length === 0)
    throw new MeasurementError(
      'Expected Node to write a profile when the server ended, found none. It writes none when it is killed, as by stop.signal SIGKILL, and only Node does.',
    )
  return Promise.all(
    fileNames.map(async (fileName) => ({
      fileName,
      whole: parseCpuProfile(await readFile(join(folder, fileName), 'utf8'), fileName),
    })),
  )
}
