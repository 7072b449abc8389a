// Facts about how a session came together: interrupted, resumed, out of budget, joined. To add one: a member here and its
// sentence below.
import { formatInstant, formatSpanMs } from './format.ts'

export type PartNote =
  | { readonly code: 'unit-interrupted'; readonly unit: number }
  | {
      readonly code: 'resumed'
      readonly at: string
      readonly unitsBefore: number
    }
  | {
      readonly code: 'settings-differ'
      readonly setting: string
      readonly first: string
      readonly second: string
    }
  | {
      readonly code: 'budget-spent'
      readonly budgetMs: number
      readonly unitsDone: number
      readonly unitsPlanned: number
    }
  | { readonly code: 'interrupted'; readonly unitsDone: number; readonly unitsPlanned: number }
  | { readonly code: 'partial-line'; readonly file: string }
  | {
      readonly code: 'merged'
      readonly sessions: number
      /** Different descriptions of machines among them. */
      readonly kindsOfMachine: number
    }
  | {
      readonly code: 'shards-differ'
      readonly scenario: string
      readonly metric: string
      readonly target: string
      /** The change on each of them. */
      readonly detail: string
      /** Whether a verdict of `same` was withdrawn for it. */
      readonly withheld: boolean
    }

const CODES: readonly string[] = [
  'unit-interrupted',
  'resumed',
  'settings-differ',
  'budget-spent',
  'interrupted',
  'partial-line',
  'merged',
  'shards-differ',
] satisfies PartNote['code'][]

export function isPartNote(note: { readonly code: string }): note is PartNote {
  return CODES.includes(note.code)
}

/** One or two plain sentences: what happened and what follows. */
export function describePartNote(note: PartNote): string {
  switch (note.code) {
    case 'interrupted':
      return `Interrupted after ${note.unitsDone} of ${note.unitsPlanned} units: intervals are wider than planned.`
    case 'unit-interrupted':
      return `Unit ${note.unit} was interrupted and does not count; resuming the session repeats it.`
    case 'resumed':
      return `Measured in parts: resumed ${formatInstant(note.at)} after ${note.unitsBefore} complete ${note.unitsBefore === 1 ? 'unit' : 'units'}.`
    case 'settings-differ':
      return `Parts of the session differ in ${note.setting}: ${note.first} first, ${note.second} later.`
    case 'budget-spent':
      return `The budget of ${formatSpanMs(note.budgetMs)} ended the session after ${note.unitsDone} of ${note.unitsPlanned} units; resume it to measure the others.`
    case 'partial-line':
      return `${note.file} ends in the middle of a line (the run was cut off); the part unit was left out.`
    case 'merged':
      return `Joined from ${note.sessions} sessions${note.kindsOfMachine > 1 ? ` on ${note.kindsOfMachine} kinds of machine` : ''}. Every ratio is one of a single machine; values are medians over all of them.`
    case 'shards-differ':
      return `The machines disagree about ${note.metric} of ${note.scenario} on "${note.target}" more than chance explains: ${note.detail}. ${note.withheld ? 'It is not called the same.' : 'The change is that of their mean.'}`
  }
}
