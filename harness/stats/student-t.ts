// Student's t through the regularised incomplete beta function: P(|T| > t) = I_x(df/2, 1/2), x = df / (df + t²)
// (Abramowitz & Stegun 26.7.1). The tail is computed directly, so small p-values keep their digits.

/** P(T > t) for `df` degrees of freedom; ±Infinity is allowed. */
export function studentTUpperTail(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`Expected degrees of freedom above 0, got ${df}.`)
  if (t === Number.POSITIVE_INFINITY) return 0
  const tail = regularisedBeta(df / (df + t * t), df / 2, 0.5) / 2
  return t >= 0 ? tail : 1 - tail
}

export function studentTCdf(t: number, df: number): number {
  return studentTUpperTail(-t, df)
}

/** The t with P(T ≤ t) = probability, by bisection to the last digit. */
export function studentTQuantile(probability: number, df: number): number {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`Expected a probability inside (0, 1), got ${probability}.`)
  if (probability < 0.5) return -studentTQuantile(1 - probability, df)
  const asked = `${probability} ${df}`
  const quantile = known.get(asked) ?? bisect(probability, df)
  if (known.size < MOST_KNOWN) known.set(asked, quantile)
  return quantile
}

/** Intervals of a session ask for a few again and again, those of a calibration a million times. */
const known = new Map<string, number>()
const MOST_KNOWN = 10_000

function bisect(probability: number, df: number): number {
  let [low, high] = [0, 1]
  while (studentTCdf(high, df) < probability && high < Number.MAX_VALUE / 2) high *= 2
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2
    if (studentTCdf(middle, df) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Halvings that bring any bracket of a practical quantile below a double's resolution. */
const BISECTIONS = 80

/** I_x(a, b), the tail of t and F alike. The continued fraction converges fast below (a + 1) / (a + b + 2); above it, by symmetry. */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a)
  const logFront =
    a * Math.log(x) + b * Math.log1p(-x) - Math.log(a) + logGamma(a + b) - logGamma(a) - logGamma(b)
  return Math.exp(logFront) / betaFraction(x, a, b)
}

/** The continued fraction of DLMF 8.17.22, evaluated by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let [fraction, c, d] = [1, 1, 0]
  for (let step = 1; step <= FRACTION_STEPS; step++) {
    const numerator = fractionNumerator(step, x, a, b)
    d = 1 / away(1 + numerator * d)
    c = away(1 + numerator / c)
    fraction *= c * d
    if (Math.abs(1 - c * d) < 1e-16) return fraction
  }
  return fraction
}

const FRACTION_STEPS = 500

function fractionNumerator(step: number, x: number, a: number, b: number): number {
  const m = Math.floor(step / 2)
  if (step % 2 === 0) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
  return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
}

/** Lentz's method divides by these; zero would stop it. */
function away(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}

/** ln Γ(x) for x > 0: Lanczos approximation with g = 7 and 9 terms, about 15 digits. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const t = x - 1 + 7.5
  const series = LANCZOS.reduce(
    (sum, term, index) => sum + (index === 0 ? term : term / (x - 1 + index)),
    0,
  )
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series)
}

const LANCZOS = [
  0.999_999_999_999_809_9, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12,
  9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
]
