// What the rest of the harness knows of a snapshot: a file, its size, and perhaps what is in it.
import type { SnapshotFacts } from '../core/scenario.ts'
import type { SnapshotManifest } from './manifest.ts'

export interface Snapshot {
  /** For people and for the session file: the cache entry, or the base name of a named file. */
  readonly name: string
  /** The one file every process starts from, by copy. Never handed to a process itself. */
  readonly path: string
  readonly bytes: number
  /** Undefined for a file the user named. */
  readonly manifest: SnapshotManifest | undefined
  /** Undefined when the file is not an ActivityWatch database with events. */
  readonly facts: SnapshotFacts | undefined
}
