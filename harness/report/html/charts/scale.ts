// From values to places on a chart, and where its ticks stand.
import { formatPercent } from '../../../core/format.ts'

export interface Scale {
  (value: number): number
  readonly domain: readonly [number, number]
}

export function linear(
  domain: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const [low, high] = domain
  const span = high === low ? 1 : high - low
  const at = (value: number) => from + ((value - low) / span) * (to - from)
  return Object.assign(at, { domain })
}

export function logarithmic(
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const inner = linear([Math.log(domain[0]), Math.log(domain[1])], range)
  return Object.assign((value: number) => inner(Math.log(value)), { domain })
}

/** 1, 2 and 5 times powers of ten inside the domain; powers alone when there would be too many. */
export function logTicks([low, high]: readonly [number, number], most = 7): readonly number[] {
  const first = Math.floor(Math.log10(low))
  const decades = Array.from(
    { length: Math.ceil(Math.log10(high)) - first + 1 },
    (_, index) => first + index,
  )
  const ticksOf = (steps: readonly number[]) =>
    decades
      .flatMap((decade) => steps.map((step) => Number(`${step}e${decade}`)))
      .filter((tick) => tick >= low * 0.999 && tick <= high * 1.001)
  const fine = ticksOf([1, 2, 5])
  return fine.length <= most ? fine : ticksOf([1])
}

/** Round numbers from 0 or below to the end of the domain, about `count` of them. */
export function linearTicks([low, high]: readonly [number, number], count = 5): readonly number[] {
  const raw = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw)!
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}

/** Widens a domain so that 1-2-5 ticks stand around it, by at most a step. */
export function niceLogDomain(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const steps = [1, 2, 5, 10]
  const power = (value: number) => 10 ** Math.floor(Math.log10(value))
  const below = steps.map((step) => step * power(low)).findLast((step) => step <= low)!
  const above = steps.map((step) => step * power(high)).find((step) => step > high)!
  return [below, above]
}

export interface RatioTick {
  readonly ratio: number
  readonly text: string
}

/** Ratios around 1: per cent where they lie close together, factors from 2 times on. The domain is in natural logarithms. */
export function ratioTicks(domain: readonly [number, number]): readonly RatioTick[] {
  const [low, high] = [Math.exp(domain[0]), Math.exp(domain[1])]
  if (high / low < 2) return linearTicks([low - 1, high - 1], 4).map((share) => tickOf(1 + share))
  const middling = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10]
  const few = middling.filter((ratio) => ratio >= low && ratio <= high)
  return (high / low < 12 ? few : logTicks([low, high], 6)).map(tickOf)
}

function tickOf(ratio: number): RatioTick {
  if (ratio >= 2) return { ratio, text: `${ratio}×` }
  if (ratio <= 0.5 && Number.isInteger(Number((1 / ratio).toFixed(6))))
    return { ratio, text: `1/${Math.round(1 / ratio)}` }
  const share = Number((ratio - 1).toFixed(6))
  return { ratio, text: share === 0 ? '1×' : formatPercent(share).replace('.0 %', ' %') }
}

/** `0.5 ms`, `20 ms`, `2 s`: ticks are round, so that they need no digits to spare. */
export function tickTime(valueUs: number): string {
  const [value, unit] = valueUs >= 1e6 ? [valueUs / 1e6, 's'] : [valueUs / 1000, 'ms']
  return `${Number(value.toPrecision(6))} ${unit}`
}
