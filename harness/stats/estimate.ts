// The one shape in which a computed number leaves stats: never without its interval.

export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Coverage the interval claims, such as 0.95. */
  readonly confidence: number
  /** Units (restarts) behind it. */
  readonly units: number
  readonly method: 'clustered-trimmed' | 'hodges-lehmann'
}
