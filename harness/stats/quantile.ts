// Quantiles of plain arrays: linear interpolation between order statistics (Hyndman & Fan 1996, definition 7,
// the default of R and NumPy). Percentiles of latencies come from histograms instead.

/** `probability` in [0, 1]; undefined for an empty array. */
export function quantile(values: readonly number[], probability: number): number | undefined {
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`Expected a probability in [0, 1], got ${probability}.`)
  if (values.length === 0) return undefined
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * probability
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}

export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5)
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
