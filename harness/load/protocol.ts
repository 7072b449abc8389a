// Messages between the session and the load generator, which runs in a process of its own: its garbage
// collection and its event loop are not those of the harness.
import type { RequestRange, SnapshotFacts } from '../core/scenario.ts'
import type { GeneratorUsage, Recording } from '../results/schema.ts'
import type { AnswerDigest } from './answers.ts'
import type { SlicePlan } from './slice.ts'

/** A process under test, as the generator knows it. */
export interface Subject {
  /** Unique per started process. */
  readonly key: string
  readonly origin: string
  /** Seed of the unit: the same for every build of a unit, so that all are asked the same things. */
  readonly seed: string
}

export type DriverRequest =
  | {
      readonly kind: 'configure'
      readonly configFile: string
      readonly snapshot: SnapshotFacts | undefined
    }
  | { readonly kind: 'prepare'; readonly subject: Subject; readonly scenario: string }
  | {
      readonly kind: 'answers'
      readonly subject: Subject
      readonly scenario: string
      readonly role: 'baseline' | 'candidate'
    }
  | {
      readonly kind: 'warm-up'
      readonly subject: Subject
      readonly scenario: string
      readonly requests: number
      /** Stops earlier once this much time has passed (rehearsal); undefined: always the full count. */
      readonly budgetMs: number | undefined
    }
  | {
      readonly kind: 'slice'
      readonly subject: Subject
      readonly scenario: string
      readonly plan: SlicePlan
    }
  | { readonly kind: 'sent'; readonly subject: Subject }
  | { readonly kind: 'forget'; readonly subject: Subject }

export interface SliceRun {
  readonly recordings: readonly Recording[]
  readonly generator: GeneratorUsage
}

export interface WarmUpResult {
  readonly sent: number
  /** What one request of each measured load costs in the end: median service times of the last quarter, added up. */
  readonly costUs: number
  /** What they took on average from the first on, added up: a fresh process is several times slower. */
  readonly freshUs: number
  /** First failure, when any request failed. */
  readonly failure: string | undefined
}

/** Requests that were sent from the streams of loads, by scenario and load; preparation is not counted. */
export type SentRequests = Readonly<Record<string, SentByLoad>>
export type SentByLoad = Readonly<Record<string, readonly RequestRange[]>>

export interface DriverAnswers {
  readonly configure: { readonly scenarios: readonly string[] }
  readonly prepare: { readonly failure: string | undefined }
  readonly answers: readonly AnswerDigest[]
  readonly 'warm-up': WarmUpResult
  readonly slice: SliceRun
  readonly sent: SentRequests
  readonly forget: null
}

export type DriverRequestOf<Kind extends DriverRequest['kind']> = Extract<
  DriverRequest,
  { kind: Kind }
>

export interface DriverEnvelope {
  readonly id: number
  readonly request: DriverRequest
}

export type DriverReply =
  | { readonly id: number; readonly ok: true; readonly value: DriverAnswers[keyof DriverAnswers] }
  | { readonly id: number; readonly ok: false; readonly error: string }
