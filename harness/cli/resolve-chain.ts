// The builds of a chain, from what was typed or from the config: ranges become their commits, in order.
import type { Config } from '../config/schema.ts'
import { UsageError } from '../core/errors.ts'
import { listRange } from '../refs/commit-range.ts'
import type { RangeCommit } from '../refs/commit-range.ts'
import { makeFileNameSafe } from '../refs/parse-target-name.ts'
import { parseRange } from '../refs/parse-range.ts'
import type { RangeName } from '../refs/parse-range.ts'
import type { Repository } from '../refs/ref.ts'
import type { Chain } from '../results/schema.ts'

export interface ChainOptions {
  /** Of the config. */
  readonly chain?: string
  readonly intoMerges?: boolean
  readonly maxSteps?: number
}

export interface ResolvedChain {
  /** `[label=]ref[:variant]`, the base first. */
  readonly refs: readonly string[]
  readonly ranges: Chain['ranges']
}

/** All servers of a unit are up at once, and share its time: more steps are seldom what somebody wants. */
export const MAX_STEPS = 12

export async function resolveChain(
  repository: Repository,
  config: Pick<Config, 'chains'>,
  typed: readonly string[],
  options: ChainOptions,
): Promise<ResolvedChain> {
  const refs: string[] = []
  const ranges: NonNullable<Chain['ranges']> = []
  for (const input of inputsOf(config, typed, options.chain)) {
    const range = parseRange(input)
    if (range === undefined) refs.push(input)
    else {
      const isEntered = options.intoMerges === true
      const { commits, closed } = await listRange(repository, range, isEntered)
      const merges = isEntered ? 'entered' : 'one-step'
      ranges.push({ range: input, merges, ...(isEntered && { closed: [...closed] }) })
      const names = namesOf(range, commits)
      // Two ranges may share the commit where they meet.
      refs.push(
        ...(names[0]!.ref === lastRef(refs) ? names.slice(1) : names).map(({ text }) => text),
      )
    }
  }
  checkLength(refs, options.maxSteps ?? MAX_STEPS)
  if (options.intoMerges === true && ranges.length === 0)
    throw new UsageError('Expected --into-merges beside a range of commits, got none.')
  return { refs, ranges: ranges.length === 0 ? undefined : ranges }
}

function inputsOf(
  { chains }: Pick<Config, 'chains'>,
  typed: readonly string[],
  name: string | undefined,
): readonly string[] {
  const known = Object.keys(chains).join(', ') || 'none'
  if (typed.length > 0) {
    if (name === undefined) return typed
    throw new UsageError(
      `Expected either --chain ${name} or targets, got ${typed.join(' ')} beside it.`,
    )
  }
  const chosen = name ?? (Object.keys(chains).length === 1 ? Object.keys(chains)[0]! : undefined)
  if (chosen === undefined)
    throw new UsageError(
      `Expected a range such as main..HEAD, targets in order, or --chain with one of the config's chains (${known}).`,
    )
  const found = Object.hasOwn(chains, chosen) ? chains[chosen] : undefined
  if (found !== undefined) return found
  throw new UsageError(`Expected a chain of the config (${known}), got "${chosen}".`)
}

interface Named {
  readonly ref: string
  readonly text: string
}

/** Both ends are called what they were typed as, what lies between by its commit; the refs are commits. */
function namesOf({ base, head, variant }: RangeName, commits: readonly RangeCommit[]): Named[] {
  const suffix = variant === undefined ? '' : `:${variant}`
  return commits.map(({ shortId }, index) => {
    const typed = index === 0 ? base : index === commits.length - 1 ? head : shortId
    const ref = `${shortId}${suffix}`
    return { ref, text: `${makeFileNameSafe(typed)}=${ref}` }
  })
}

const lastRef = (refs: readonly string[]) => refs.at(-1)?.replace(/^[^=]*=/, '')

function checkLength(refs: readonly string[], maxSteps: number): void {
  const steps = refs.length - 1
  if (steps < 1)
    throw new UsageError(
      `Expected at least two targets, or a range of commits, got ${refs.join(' ') || 'none'}. For example: heartbench attribute main..HEAD`,
    )
  if (steps <= maxSteps) return
  throw new UsageError(
    `Expected at most ${maxSteps} steps, got ${steps}: the servers of all of them are up at once and share the time of a unit. ` +
      `Name chosen commits, such as: heartbench attribute ${evenly(refs, maxSteps).join(' ')}; or allow more with --max-steps ${steps}.`,
  )
}

/** Both ends and what is evenly spread between them, as many as are allowed but few enough to be read. */
function evenly(refs: readonly string[], maxSteps: number): readonly string[] {
  const steps = Math.min(maxSteps, SUGGESTED_STEPS)
  const places = Array.from({ length: steps + 1 }, (_, step) =>
    Math.round((step * (refs.length - 1)) / steps),
  )
  return places.map((place) => refs[place]!)
}

const SUGGESTED_STEPS = 6
