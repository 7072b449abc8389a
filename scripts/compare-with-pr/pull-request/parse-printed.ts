// Reads numbers as the pull request prints them.
import type { Unit } from '../../../harness/core/format.ts'

export interface Quantity {
  readonly value: number
  readonly unit: Unit
}

/** By the unit as printed: the unit it becomes, and how many of it one is. */
const UNITS: Readonly<Record<string, readonly [Unit, number]>> = {
  ms: ['ms', 1],
  s: ['ms', 1000],
  MB: ['bytes', 1_000_000],
  '/s': ['perSecond', 1],
  'req/s': ['perSecond', 1],
  '': ['count', 1],
}

/** `137.5 ms`, `~0.2 s`, `5,572/s`, `23.8 req/s`, `29.9 MB`, `165`. */
export function parsePrinted(text: string): Quantity {
  const match = /^~?(?<number>[\d,]*\.?\d+)\s*(?<unit>[A-Za-z/]*)$/.exec(text)
  const known = match && UNITS[match.groups!['unit']!]
  if (!known)
    throw new TypeError(
      `Expected a number with ms, s, MB, /s, req/s or no unit, such as "137.5 ms", got "${text}".`,
    )
  const [unit, size] = known
  return { value: Number(match.groups!['number']!.replaceAll(',', '')) * size, unit }
}

/** `417×` and `~1500×` as they are, `+36%` as 1.36; `49% reduction` and `~30% lower` leave 51 and 70 % of it. */
export function parseFactor(text: string): number {
  const times = /^~?(?<factor>[\d.]+)×$/.exec(text)
  if (times) return Number(times.groups!['factor'])
  const more = /^\+(?<percent>[\d.]+)%$/.exec(text)
  if (more) return 1 + Number(more.groups!['percent']) / 100
  const less = /^~?(?<percent>[\d.]+)% (?:reduction|lower)$/.exec(text)
  if (less) return 1 / (1 - Number(less.groups!['percent']) / 100)
  throw new TypeError(`Expected a factor such as "417×", "+2.4%" or "~30% lower", got "${text}".`)
}
