// Doubts about how a server migrated, stopped and started again. To add one: a member here and its sentence below.

export type LifeCycleNote =
  | { readonly code: 'migrated-under-load'; readonly target: string; readonly unit: number }
  | {
      readonly code: 'restart-failed'
      readonly target: string
      readonly unit: number
      readonly detail: string
    }
  | {
      readonly code: 'ignored-stop'
      readonly target: string
      readonly unit: number
      readonly signal: string
      readonly timeoutMs: number
    }

export function isLifeCycleNote(note: { readonly code: string }): note is LifeCycleNote {
  return ['migrated-under-load', 'restart-failed', 'ignored-stop'].includes(note.code)
}

/** One or two plain sentences. */
export function describeLifeCycleNote(note: LifeCycleNote): string {
  switch (note.code) {
    case 'migrated-under-load':
      return `"${note.target}" changed its database's schema when the load of unit ${note.unit} had begun: when it was migrated is not known there, and slices may have run beside the migration. Name a path as migrated in the config that answers 2xx when it is done.`
    case 'ignored-stop':
      return `"${note.target}" was still running ${note.timeoutMs} ms after ${note.signal} in unit ${note.unit} and was killed. Expected it to exit; handle ${note.signal} or set stop.signal in the config.`
    case 'restart-failed':
      return `"${note.target}" did not start a second time on the database it had used in unit ${note.unit}: ${note.detail}.`
  }
}
