// `--cpu-profiles`: which profiler, what is chosen for it, and where its files go.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../config/schema.ts'
import { findProfiler } from '../cpu-profiles/profilers/find-profiler.ts'
import type { Profiler } from '../cpu-profiles/profilers/profiler.ts'
import type { JudgeSettings } from '../judge/settings.ts'
import { appendCpuProfile } from '../results/store.ts'
import type { ProfilingRequest } from '../session/profiling-request.ts'
import { chooseProfiled } from './choose-profiled.ts'
import type { CompareOptions } from './resolve-comparison.ts'

/** Undefined where nobody asked. Throws where no profiler is known, which should be known before anything is built. */
export function resolveProfiler(
  { cpuProfiles, start }: Config,
  { cpuProfiles: asked }: CompareOptions,
): Profiler | undefined {
  return asked === true ? findProfiler(cpuProfiles.profiler, start) : undefined
}

export function profilingOf(
  profiler: Profiler,
  { cpuProfiles }: Config,
  judging: Partial<JudgeSettings>,
  sessionFile: string,
): ProfilingRequest {
  const directory = dirname(sessionFile)
  return {
    profiler,
    seconds: cpuProfiles.seconds,
    folder: folderBeside(sessionFile),
    choose: (session) => chooseProfiled(session, judging, cpuProfiles.scenarios),
    async write(profile, files) {
      for (const { path, text } of files) {
        await mkdir(dirname(join(directory, path)), { recursive: true })
        await writeFile(join(directory, path), text)
      }
      await appendCpuProfile(sessionFile, profile)
    },
  }
}

/** `x.session.jsonl` has its files in `x.cpu-profiles`. */
function folderBeside(sessionFile: string): string {
  const name = sessionFile.slice(dirname(sessionFile).length + 1)
  return `${name.replace(/(?:\.session)?\.jsonl$/, '')}.cpu-profiles`
}
