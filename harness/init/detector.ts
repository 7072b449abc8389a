// A detector knows one kind of project: how its dependencies are installed, how it is built, and how it starts.
import type { ProjectFiles, Source } from './project-files.ts'

export interface Detected {
  /** For people, such as `Node, npm`. */
  readonly kind: string
  readonly install?: readonly string[]
  readonly lockFile?: string
  readonly build?: readonly string[]
  readonly start: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Where routes and the name of the port's variable are looked for. */
  readonly sources: readonly Source[]
  /** What was guessed: sentences that say what to look at. */
  readonly doubts: readonly string[]
}

/** Undefined for a project of another kind. */
export type Detector = (files: ProjectFiles) => Detected | undefined
