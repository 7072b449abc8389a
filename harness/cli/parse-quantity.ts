// Quantities as people type them on the command line: `5%`, `15min`.
import { InvalidArgumentError } from 'commander'

/** `5%` is 0.05. */
export function parsePercent(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim())
  if (match === null) throw new InvalidArgumentError('Expected per cent, such as 5%.')
  return Number(match[1]) / 100
}

const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1000,
  min: 60_000,
  h: 3_600_000,
}

/** `90s`, `15min`, `2h`, in milliseconds. */
export function parseSpan(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(s|min|h)$/.exec(text.trim())
  const spanMs = match === null ? 0 : Number(match[1]) * UNITS_MS[match[2]!]!
  if (spanMs <= 0) throw new InvalidArgumentError('Expected a time such as 90s, 15min or 2h.')
  return spanMs
}
