// The form that every profiler's output is brought into: call stacks, and for how long each was seen.

export interface Frame {
  /** Of a function without one `(anonymous)`; what the runtime itself does stands in brackets, too. */
  readonly name: string
  /** Where it is written, as it is named in every build; undefined for code that has no file. */
  readonly file?: string
  /** Line at which the function begins, from 1; undefined where the profiler does not tell. */
  readonly line?: number
}

export interface WeightedStack {
  /** Outermost first; the last one is what ran. Never empty. */
  readonly frames: readonly Frame[]
  /** Positive. */
  readonly us: number
}

/** What one thread did while load was on its process. */
export interface ThreadStacks {
  readonly name: string
  readonly stacks: readonly WeightedStack[]
  /** Time in which it had nothing to do; undefined where the profiler leaves that out. */
  readonly idleUs: number | undefined
  /** Samples behind the stacks. */
  readonly samples: number
}

export function busyUs({ stacks }: Pick<ThreadStacks, 'stacks'>): number {
  return stacks.reduce((sum, { us }) => sum + us, 0)
}
