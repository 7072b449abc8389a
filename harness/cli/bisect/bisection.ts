// What a bisection works on, and how its builds are named to the machinery that measures.
import type { Asked, BisectRecord } from '../../bisect/record.ts'
import type { RangeCommit } from '../../refs/read-range.ts'
import type { LookProfile } from '../../stats/looks.ts'
import type { Context } from '../context.ts'
import type { CompareOptions } from '../resolve-comparison.ts'
import type { TypedSubject } from './subject.ts'

/** As typed. */
export interface BisectOptions extends TypedSubject {
  readonly config?: string
  readonly firstParent?: boolean
  /** As a ratio. */
  readonly margin?: number
  readonly profile?: LookProfile
  readonly units?: number
  readonly rounds?: number
  readonly snapshot?: string
  readonly seed?: string
  readonly out?: string
  readonly resume?: string
  readonly json?: boolean
}

export interface Bisection {
  readonly context: Context
  /** Where record and sessions lie. */
  readonly out: string
  readonly recordFile: string
  /** As it was when this invocation began. */
  readonly record: BisectRecord
  /** Parents stand before their children. */
  readonly history: readonly RangeCommit[]
  readonly baseShortId: string
  /** As typed now, or else when the bisection was begun. */
  readonly places: Places
  /** Aborted when the user wants it to end. */
  readonly stop: AbortSignal
}

/** Where things lie: all that may be another when a bisection is taken up again. */
export type Places = Pick<Measuring, 'config' | 'snapshot'>

/** What came from a line of JSON is there or absent, and never undefined. */
export type Measuring = {
  readonly [Key in keyof Asked['measuring']]: Exclude<Asked['measuring'][Key], undefined>
}

/** What is typed comes before what was. */
export function placesOf(typed: Places, begunWith: Places): Places {
  const { config = begunWith.config, snapshot = begunWith.snapshot } = typed
  return { ...(config !== undefined && { config }), ...(snapshot !== undefined && { snapshot }) }
}

export function targetOf(label: string, commit: string, { variant }: Asked): string {
  return `${label}=${commit}${variant === undefined ? '' : `:${variant}`}`
}

/** Both ends are measured in every step, so that a control would be a third time the same. */
export function newSession({ measuring, subject }: Asked, places: Places): CompareOptions {
  return { ...(measuring as Measuring), ...places, scenario: [subject.scenario], control: false }
}
