// Boundaries of repeated looks at a growing sample, exactly: how far |t| may go at each look so that unchanged builds
// cross by chance as often as the spending function allows, and no more (Lan & DeMets 1983; Jennison & Turnbull,
// Group Sequential Methods, 1999, chapter 7 for the spending, without its large-sample approximation).
//
// With S the sum of n normal values and Q the sum of their squares, u = S / √(nQ) is all that t knows:
// t = u √((n − 1) / (1 − u²)). It is a Markov chain, because the direction of a normal vector does not depend on its
// length: the next value z gives u' = (√n · u · cos θ + sin θ) / √(n + 1), where √n · tan θ = z / √(Q/n) is Student's
// t with n degrees of freedom whatever u is. One-dimensional integrals, backwards from a look, give P(first cross here).
import { studentTQuantile } from './student-t.ts'

/** Share of the total risk that may be spent up to the fraction of the largest sample: Pocock-like. */
export function spentShare(fraction: number): number {
  return Math.log1p((Math.E - 1) * fraction)
}

/** How finely functions are tabulated and integrals cut. */
export interface Grid {
  readonly cells: number
  readonly panels: number
}

/** Right to 0.005 in a fraction of a second. */
const COARSE: Grid = { cells: 160, panels: 16 }

/** Critical |t| per look for a total two-sided risk; `looks` ascend, the last is the largest sample. */
export function lookBoundaries(
  looks: readonly number[],
  risk: number,
  grid: Grid = COARSE,
): number[] {
  const largest = looks.at(-1)!
  const boundaries: number[] = []
  let before = 0
  for (const look of looks) {
    const upTo = risk * spentShare(look / largest)
    boundaries.push(boundaryAt(looks, boundaries, upTo - before, grid))
    before = upTo
  }
  return boundaries
}

function boundaryAt(
  looks: readonly number[],
  earlier: readonly number[],
  risk: number,
  grid: Grid,
): number {
  const marginal = (level: number, units: number) => studentTQuantile(1 - level / 2, units - 1)
  const look = looks[earlier.length]!
  if (earlier.length === 0) return marginal(risk, look)
  let [low, high] = [1, marginal(risk, look)]
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2
    if (firstCrossing(looks, [...earlier, middle], grid) > risk) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Halvings to less than a ten-thousandth. */
const BISECTIONS = 18

/** P(|t| stays inside all boundaries but the last, and crosses that): the integral runs backwards from the last look. */
export function firstCrossing(
  looks: readonly number[],
  boundaries: readonly number[],
  grid: Grid = COARSE,
): number {
  const last = boundaries.length - 1
  const { inside, step } = integrals(grid)
  const bounds = boundaries.map((boundary, index) => asU(boundary, looks[index]!))
  if (last === 0) return 1 - inside(looks[0]!, bounds[0]!, () => 1)
  const crossing = step(looks[last]! - 1, bounds[last]!, () => 1)
  let value: OfU = (u) => 1 - crossing(u)
  for (let n = looks[last]! - 2; n >= looks[0]!; n--)
    value = step(n, bounds[looks.indexOf(n + 1)] ?? 1, value)
  return inside(looks[0]!, bounds[0]!, value)
}

type OfU = (u: number) => number

/** The |u| at which |t| reaches the boundary. */
function asU(boundary: number, units: number): number {
  return boundary / Math.sqrt(units - 1 + boundary ** 2)
}

function integrals({ cells, panels }: Grid) {
  const integrate = (from: number, to: number, f: (x: number) => number) =>
    to > from ? gauss(from, to, panels, f) : 0

  /** E[f(u); |u| ≤ bound] at the first look: u = sin φ with density proportional to cos^(n−2) φ. */
  function inside(n: number, bound: number, f: OfU): number {
    const density = (phi: number) => Math.cos(phi) ** (n - 2)
    const within = integrate(0, Math.asin(bound), (phi) => density(phi) * f(Math.sin(phi)))
    return within / integrate(0, RIGHT, density)
  }

  /** u ↦ E[f(u'); |u'| ≤ bound] one unit later, f even, tabulated over the angle. */
  function step(n: number, bound: number, f: OfU): OfU {
    const whole = 2 * integrate(0, RIGHT, (theta) => Math.cos(theta) ** (n - 1))
    return tabulate(cells, (u) => expectInside(u, n, bound, f) / whole)
  }

  /** u' = R sin(θ + δ) / √(n + 1) stays inside on one arc of θ, or on two. */
  function expectInside(u: number, n: number, bound: number, f: OfU): number {
    const size = Math.sqrt((1 + n * u * u) / (n + 1))
    const shift = Math.atan(Math.sqrt(n) * u)
    const term = (theta: number) =>
      Math.cos(theta) ** (n - 1) * f(Math.min(1, Math.abs(size * Math.sin(theta + shift))))
    if (bound >= size) return integrate(-RIGHT, RIGHT, term)
    const edge = Math.asin(bound / size)
    const near = integrate(Math.max(-RIGHT, -edge - shift), Math.min(RIGHT, edge - shift), term)
    return near + integrate(Math.max(-RIGHT, Math.PI - edge - shift), RIGHT, term)
  }

  return { inside, step }
}

const RIGHT = Math.PI / 2

/** A function of u in [0, 1] replaced by its values on a grid of the angle, read by linear interpolation. */
function tabulate(cells: number, f: OfU): OfU {
  const values = Array.from({ length: cells + 1 }, (_, cell) => f(Math.sin((cell / cells) * RIGHT)))
  return (u) => {
    const place = (Math.asin(u) / RIGHT) * cells
    const cell = Math.min(cells - 1, Math.floor(place))
    return values[cell]! + (values[cell + 1]! - values[cell]!) * (place - cell)
  }
}

/** Composite Gauss–Legendre with three points. */
function gauss(from: number, to: number, panels: number, f: (x: number) => number): number {
  const width = (to - from) / panels
  const offset = (width / 2) * Math.sqrt(0.6)
  let sum = 0
  for (let panel = 0; panel < panels; panel++) {
    const middle = from + (panel + 0.5) * width
    sum += 5 * f(middle - offset) + 8 * f(middle) + 5 * f(middle + offset)
  }
  return (sum * width) / 18
}
