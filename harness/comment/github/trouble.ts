// What kind of trouble an answer of GitHub is: worth another try, and if so after how long.
// Source: "Rate limits for the REST API" of GitHub's documentation: first `retry-after`, then `x-ratelimit-reset`,
// else a minute, growing with every further try.
import { RequestError } from '@octokit/request-error'

export type Trouble =
  /** The request may or may not have been carried out. */
  | { readonly kind: 'transient'; readonly waitMs: number }
  /** The request was not carried out; the token or its owner has asked too much. */
  | { readonly kind: 'limited'; readonly waitMs: number; readonly limit: 'primary' | 'secondary' }
  /** Asking again would give the same answer. */
  | { readonly kind: 'final' }

const SECONDARY = /secondary rate limit|abuse detection|submitted too quickly/i
const TRANSIENT: ReadonlySet<number> = new Set([408, 409])
const MINUTE_MS = 60_000
/** Clocks differ: a second more than the header says. */
const RESET_SLACK_MS = 1000

/** `attempt` counts from 1; `nowMs` is the time of day, since GitHub names one. */
export function classify(error: unknown, attempt: number, nowMs: number): Trouble {
  if (!(error instanceof RequestError)) return { kind: 'final' }
  const headers = error.response?.headers
  if (headers === undefined) return transient(attempt)
  const { status } = error
  if (status === 403 || status === 429) return classifyLimit(error, headers, attempt, nowMs)
  if (SECONDARY.test(error.message)) return limited('secondary', MINUTE_MS * 2 ** (attempt - 1))
  if (status >= 500 || TRANSIENT.has(status)) return transient(attempt)
  return { kind: 'final' }
}

type Headers = Readonly<Record<string, string | number | undefined>>

function classifyLimit(
  error: RequestError,
  headers: Headers,
  attempt: number,
  nowMs: number,
): Trouble {
  const isSpent = String(headers['x-ratelimit-remaining']) === '0'
  const limit = isSpent ? 'primary' : 'secondary'
  const afterSeconds = seconds(headers['retry-after'])
  if (afterSeconds !== undefined) return limited(limit, afterSeconds * 1000)
  const resetSeconds = seconds(headers['x-ratelimit-reset'])
  if (isSpent && resetSeconds !== undefined)
    return limited(limit, Math.max(0, resetSeconds * 1000 - nowMs) + RESET_SLACK_MS)
  if (error.status === 429 || SECONDARY.test(error.message))
    return limited('secondary', MINUTE_MS * 2 ** (attempt - 1))
  return { kind: 'final' }
}

/** 1 s, 4 s, 9 s. */
function transient(attempt: number): Trouble {
  return { kind: 'transient', waitMs: 1000 * attempt ** 2 }
}

function limited(limit: 'primary' | 'secondary', waitMs: number): Trouble {
  return { kind: 'limited', limit, waitMs }
}

function seconds(value: string | number | undefined): number | undefined {
  const number = Number(value ?? Number.NaN)
  return Number.isFinite(number) && number >= 0 ? number : undefined
}
