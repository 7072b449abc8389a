// What a session is asked to explain by CPU profiles, once its verdicts are known to whoever judges.
import type { Profiler } from '../cpu-profiles/profilers/profiler.ts'
import type { CpuProfile, Session } from '../results/schema.ts'

export interface ProfilingRequest {
  readonly profiler: Profiler
  /** How long every target is watched under the load of a scenario. */
  readonly seconds: number
  /** Folder of the files beside the session file, relative to that one's. */
  readonly folder: string
  /** Asked when all units are there. */
  choose(session: Session): ProfileChoice
  /** Where a profile goes; paths of files are relative to the folder of the session file. */
  write(profile: CpuProfile, files: readonly WrittenFile[]): Promise<void>
}

export interface ProfileChoice {
  /** Most changed first. */
  readonly chosen: readonly ChosenScenario[]
  /** Names of scenarios that changed as well, but less. */
  readonly left: readonly string[]
}

export interface ChosenScenario {
  readonly scenario: string
  /** Labels: the baseline, and every candidate that changed. */
  readonly targets: readonly string[]
}

export interface WrittenFile {
  readonly path: string
  readonly text: string
}
