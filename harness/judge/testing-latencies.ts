// Distributions of latencies whose quantiles are known exactly: what a pipeline has to give back.
import type { Random } from '../core/random.ts'
import { studentTQuantile } from '../stats/student-t.ts'

/** A distribution is its quantile function, in µs. */
export interface Latencies {
  readonly quantileUs: (probability: number) => number
  /** One latency; absent: the quantile of a uniform number. */
  readonly drawUs?: (random: Random) => number
  /** Draws a value from every n-th part of the distribution instead, so that nothing is left to chance. */
  readonly isExact?: boolean
}

export function constant(us: number): Latencies {
  return { quantileUs: () => us }
}

export function lognormal(medianUs: number, sd: number): Latencies {
  return {
    quantileUs: (p) => medianUs * Math.exp(sd * studentTQuantile(p, 1e9)),
    drawUs: (random) => medianUs * Math.exp(sd * gaussian(random)),
  }
}

/** Two modes, each ±2 % wide: a cache that hits or misses. */
export function bimodal(fastUs: number, slowUs: number, slowShare: number): Latencies {
  const within = (us: number, p: number) => us * (0.98 + 0.04 * p)
  return {
    quantileUs: (p) =>
      p < 1 - slowShare
        ? within(fastUs, p / (1 - slowShare))
        : within(slowUs, (p - 1 + slowShare) / slowShare),
  }
}

/** Pareto: with shape 2 the variance is infinite. */
export function heavyTail(leastUs: number, shape: number): Latencies {
  return { quantileUs: (p) => leastUs * (1 - p) ** (-1 / shape) }
}

/** A share of the requests waits for a stall to end, uniformly long. */
export function stalled(latencies: Latencies, share: number, stallUs: number): Latencies {
  const waits = (p: number) => latencies.quantileUs(0.5) + stallUs * p
  return {
    quantileUs: (p) =>
      p < 1 - share ? latencies.quantileUs(p / (1 - share)) : waits((p - 1 + share) / share),
    drawUs: (random) => (random() < share ? waits(random()) : drawOne(latencies, random)),
  }
}

export function exact(latencies: Latencies): Latencies {
  return { quantileUs: latencies.quantileUs, isExact: true }
}

export function drawMany(latencies: Latencies, count: number, random: Random): number[] {
  return Array.from({ length: count }, (_, index) =>
    latencies.isExact === true
      ? latencies.quantileUs((index + 0.5) / count)
      : drawOne(latencies, random),
  )
}

function drawOne({ quantileUs, drawUs }: Latencies, random: Random): number {
  return drawUs === undefined ? quantileUs(random()) : drawUs(random)
}

/** Box–Muller. */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
