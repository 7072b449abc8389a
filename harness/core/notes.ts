// Doubts and facts that travel with the numbers as data; only describeNote knows English.
// Add a note: one member of the union and one case below; the compiler lists the places.
import { describeLifeCycleNote, isLifeCycleNote } from './life-cycle-notes.ts'
import type { LifeCycleNote } from './life-cycle-notes.ts'
import { describeProfileNote, isProfileNote } from './profile-notes.ts'
import type { ProfileNote } from './profile-notes.ts'
import { describePartNote, isPartNote } from './part-notes.ts'
import type { PartNote } from './part-notes.ts'
import { describeRowNote, isRowNote } from './row-notes.ts'
import type { RowNote } from './row-notes.ts'
import { describeStandingNote, isStandingNote } from './standing-notes.ts'
import type { StandingNote } from './standing-notes.ts'

export type NoteLevel = 'info' | 'caution' | 'invalid'

export type Note =
  | {
      readonly code: 'answers-differ'
      readonly scenario: string
      readonly target: string
      readonly request: string
      readonly detail: string
    }
  | {
      readonly code: 'wrong-status'
      readonly scenario: string
      readonly target: string
      readonly request: string
      readonly expected: string
      readonly got: string
    }
  | {
      readonly code: 'failed-requests'
      readonly scenario: string
      readonly target: string
      readonly unit: number
      readonly failed: number
      readonly detail: string
    }
  | {
      readonly code: 'target-died'
      readonly target: string
      readonly unit: number
      readonly detail: string
    }
  | {
      readonly code: 'missed-requests'
      readonly scenario: string
      readonly target: string
      readonly missed: number
      readonly due: number
    }
  | { readonly code: 'few-units'; readonly units: number; readonly needed: number }
  | {
      readonly code: 'unit-void'
      readonly unit: number
      readonly detail: string
      /** The target whose slice broke the rule, where one can be named. */
      readonly target?: string
    }
  | {
      readonly code: 'unit-disturbed'
      readonly unit: number
      readonly detail: string
      readonly target?: string
    }
  | {
      readonly code: 'control-differs'
      readonly scenario: string
      readonly metric: string
      readonly control: string
      readonly percent: number
      readonly limitPercent: number
    }
  | { readonly code: 'session-invalid'; readonly reason: string }
  | { readonly code: 'not-pinned'; readonly why?: string }
  | {
      readonly code: 'left-its-cpus'
      readonly target: string
      readonly unit: number
      readonly expected: string
      readonly got: string
    }
  | { readonly code: 'not-measured'; readonly what: string; readonly why: string }
  | { readonly code: 'fault-injected'; readonly target: string; readonly fault: string }
  | { readonly code: 'dirty-tree'; readonly target: string }
  | { readonly code: 'not-explained'; readonly target: string; readonly why: string }
  | RowNote
  | PartNote
  | ProfileNote
  | LifeCycleNote
  | StandingNote

/** `invalid` takes the speed of what it names out of judgement, `caution` is printed beside it. */
export function noteLevel(note: Note): NoteLevel {
  if (isStandingNote(note) || isProfileNote(note)) return 'info'
  if (isLifeCycleNote(note)) return 'caution'
  switch (note.code) {
    case 'answers-differ':
    case 'wrong-status':
    case 'failed-requests':
    case 'target-died':
    case 'copy-changed':
    case 'rows-differ':
    case 'session-invalid':
      return 'invalid'
    case 'missed-requests':
    case 'few-units':
    case 'unit-void':
    case 'unit-disturbed':
    case 'left-its-cpus':
    case 'control-differs':
    case 'interrupted':
    case 'settings-differ':
    case 'budget-spent':
    case 'partial-line':
    case 'shards-differ':
      return 'caution'
    case 'not-pinned':
    case 'not-explained':
    case 'rows-not-checked':
    case 'not-measured':
    case 'fault-injected':
    case 'dirty-tree':
    case 'unit-interrupted':
    case 'resumed':
    case 'merged':
      return 'info'
  }
}

/** One or two plain sentences: what is doubtful and what to do. */
export function describeNote(note: Note): string {
  if (isStandingNote(note)) return describeStandingNote(note)
  if (isProfileNote(note)) return describeProfileNote(note)
  if (isLifeCycleNote(note)) return describeLifeCycleNote(note)
  if (isRowNote(note)) return describeRowNote(note)
  if (isPartNote(note)) return describePartNote(note)
  switch (note.code) {
    case 'answers-differ':
      return `"${note.target}" answers ${note.request} (${note.scenario}) differently from the baseline: ${note.detail}. Its speed there is not judged.`
    case 'wrong-status':
      return `"${note.target}" answered ${note.request} (${note.scenario}) with ${note.got}, expected ${note.expected}. Its speed there is not judged.`
    case 'failed-requests':
      return `${note.failed} requests of ${note.scenario} failed on "${note.target}" in unit ${note.unit}: ${note.detail}.`
    case 'target-died':
      return `"${note.target}" failed in unit ${note.unit}: ${note.detail}.`
    case 'missed-requests':
      return `"${note.target}" left ${note.missed} of ${note.due} due requests of ${note.scenario} unsent: too many were still in flight.`
    case 'few-units':
      return `Only ${note.units} complete units; intervals need at least ${note.needed}.`
    case 'unit-void':
      return `Unit ${note.unit} does not count for any build: ${note.detail}${inSliceOf(note.target)}.`
    case 'unit-disturbed':
      return `Unit ${note.unit} counts although it was disturbed, as the config asks: ${note.detail}${inSliceOf(note.target)}.`
    case 'control-differs':
      return `The control "${note.control}", the same build again, differs by ${note.percent} % in ${note.metric} of ${note.scenario}, more than half of the margin (${note.limitPercent} %): only what holds in spite of that is judged there.`
    case 'session-invalid':
      return note.reason
    case 'not-explained':
      return `The query plans of "${note.target}" are not known, since its explain command failed: ${note.why}.`
    case 'not-pinned':
      return `Processes were not pinned to CPUs${note.why === undefined ? '' : ` (${note.why})`}; unpinned measurements are noisier.`
    case 'left-its-cpus':
      return `"${note.target}" was started on CPU ${note.expected} and moved itself to CPU ${note.got} in unit ${note.unit}: it may have run beside the load generator. Turn its own pinning off, or set pinning in the config.`
    case 'not-measured':
      return `${note.what} was not measured: ${note.why}.`
    case 'fault-injected':
      return `"${note.target}" ran with a deliberate fault: ${note.fault}.`
    case 'dirty-tree':
      return `"${note.target}" was built from a working tree with uncommitted changes.`
  }
}

function inSliceOf(target: string | undefined): string {
  return target === undefined ? '' : ` (in slices of "${target}")`
}
