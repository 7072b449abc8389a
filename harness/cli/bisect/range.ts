// `base..head[:variant]` as typed, taken apart.
import { UsageError } from '../../core/errors.ts'

export interface TypedRange {
  readonly base: string
  /** HEAD where nothing is typed. */
  readonly head: string
  /** Both ends and all commits between run with it. */
  readonly variant?: string
}

/** Git allows neither two dots in a row nor a colon in the name of a ref, and no dot at its beginning. */
export function parseRange(text: string): TypedRange {
  const dots = text.indexOf('..')
  const base = text.slice(0, Math.max(0, dots))
  const [head = '', variant, ...rest] = text.slice(dots + 2).split(':')
  const isRange = base !== '' && !base.startsWith('-') && !base.includes(':')
  if (!isRange || head.startsWith('.') || variant === '' || rest.length > 0)
    throw new UsageError(
      `Expected base..head[:variant], such as v1.2.0..main, got "${text}". base is the older commit, which does not have the change yet; what is not committed cannot be searched.`,
    )
  return { base, head: head || 'HEAD', ...(variant !== undefined && { variant }) }
}
