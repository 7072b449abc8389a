// `base..head[:variant]`: the commits that lead from one to the other.
import { UsageError } from '../core/errors.ts'

export interface RangeName {
  /** As typed. */
  readonly input: string
  readonly base: string
  readonly head: string
  readonly variant?: string
}

/** Undefined for what names no range; throws for one that is not clear. */
export function parseRange(input: string): RangeName | undefined {
  if (!input.includes('..')) return undefined
  const match = /^(?<base>[^:=]+?)\.\.(?<head>[^:=]*)(?::(?<variant>.+))?$/s.exec(input)
  const { base, head = '', variant } = match?.groups ?? {}
  const isClear = base !== undefined && !base.endsWith('.') && !/^\.|\.\./.test(head)
  if (!isClear || base.startsWith('-'))
    throw new UsageError(
      `Expected a range base..head[:variant] with two dots, one base and no label, got "${input}". Example: main..HEAD.`,
    )
  return { input, base, head: head || 'HEAD', ...(variant === undefined ? {} : { variant }) }
}
