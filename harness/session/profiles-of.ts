// From what a profiler took to what a session keeps: the same functions of every target, and the files for other tools.
import { functionTimes } from '../cpu-profiles/function-times.ts'
import type { FunctionTime } from '../cpu-profiles/function-times.ts'
import { keepFunctions } from '../cpu-profiles/keep-functions.ts'
import type { ReadProfile } from '../cpu-profiles/profilers/profiler.ts'
import { busyUs } from '../cpu-profiles/stacks.ts'
import type { Note } from '../core/notes.ts'
import type { CpuProfile, ProfiledTarget } from '../results/schema.ts'
import type { ProfilingRequest, WrittenFile } from './profiling-request.ts'
import type { SampledLoad } from './sample-target.ts'

export interface Sampled extends SampledLoad {
  readonly scenario: string
  readonly target: string
}

/** More make a session file long, and reports show a fraction of them. */
const FUNCTIONS_MOST = 60

interface Read extends Sampled, ReadProfile {
  readonly functions: readonly FunctionTime[]
}

export interface KeptProfiles {
  readonly kept: readonly { readonly profile: CpuProfile; readonly files: readonly WrittenFile[] }[]
  readonly notes: readonly Note[]
}

/** What cannot be read becomes a note; the rest is kept. */
export async function profilesOf(
  sampled: readonly Sampled[],
  { profiler, folder }: ProfilingRequest,
): Promise<KeptProfiles> {
  const read: Read[] = []
  const notes: Note[] = []
  for (const one of sampled) {
    const profile = await readOne(one)
    if (profile instanceof Error) notes.push(noteOf(one, profile))
    else read.push({ ...one, ...profile, functions: functionTimes(profile.threads) })
  }
  const takenAt = new Date().toISOString()
  const kept = [...Map.groupBy(read, ({ scenario }) => scenario)].map(([scenario, all]) => ({
    profile: {
      kind: 'cpu-profile' as const,
      scenario,
      takenAt,
      profiler: profiler.name,
      targets: targetsOf(all, folder),
    },
    files: all.flatMap((one) => filesOf(one, folder)),
  }))
  return { kept, notes }
}

function noteOf({ scenario, target }: Sampled, { message }: Error): Note {
  return { code: 'no-cpu-profile', scenario, target, why: message.replace(/\.$/, '') }
}

async function readOne({ taken, cpuMs }: Sampled): Promise<ReadProfile | Error> {
  if (taken instanceof Error) return taken
  return await taken.read(cpuMs).catch((error: Error) => error)
}

function targetsOf(all: readonly Read[], folder: string): ProfiledTarget[] {
  const kept = keepFunctions(all, FUNCTIONS_MOST)
  return all.map((one, index) => {
    const busy = one.threads.reduce((sum, thread) => sum + busyUs(thread), 0)
    const samples = one.threads.reduce((sum, thread) => sum + thread.samples, 0)
    const { functions, others } = kept[index]!
    return {
      target: one.target,
      windowMs: one.windowMs,
      requests: one.requests,
      ...(one.cpuMs !== undefined && { cpuMs: one.cpuMs }),
      ...(samples > 0 && busy > 0 && { sampleUs: busy / samples }),
      threads: one.threads.map((thread) => ({
        name: thread.name,
        busyUs: Math.round(busyUs(thread)),
        ...(thread.idleUs !== undefined && { idleUs: Math.round(thread.idleUs) }),
      })),
      functions: functions.map(rounded),
      others: { functions: others.functions, selfUs: Math.round(others.selfUs) },
      files: filesOf(one, folder).map(({ path }) => path),
    }
  })
}

/** Names that compilers make up from types can be pages long. */
const NAME_MOST = 200

/** A microsecond is a thousandth of a sample. */
function rounded({ selfUs, totalUs, name, ...rest }: FunctionTime): FunctionTime {
  const short = name.length <= NAME_MOST ? name : `${name.slice(0, NAME_MOST - 1)}…`
  return { name: short, ...rest, selfUs: Math.round(selfUs), totalUs: Math.round(totalUs) }
}

function filesOf({ scenario, target, files }: Read, folder: string): WrittenFile[] {
  return files.map(({ name, text }) => ({ path: `${folder}/${scenario}.${target}.${name}`, text }))
}
