// Makes the constants of harness/stats/looks.ts: exact boundaries of every profile, and beside them how often
// simulated unchanged builds cross them. `node scripts/calibrate-looks.ts [paths]`, seeded, under a minute.
import { createRandom } from '../harness/core/random.ts'
import type { Random } from '../harness/core/random.ts'
import { LOOK_PROFILES } from '../harness/stats/looks.ts'
import { lookBoundaries } from '../harness/stats/sequential-t.ts'

const RISK = 0.05
/** Fine enough that three decimals stay when it is doubled. */
const FINE = { cells: 480, panels: 40 }

/** Share of normal samples without a shift whose |t| passes a boundary at any of the looks. */
export function crossingShare(
  looks: readonly number[],
  boundaries: readonly number[],
  paths: number,
  random: Random,
): number {
  let crossed = 0
  for (let path = 0; path < paths; path++) if (crosses(looks, boundaries, random)) crossed++
  return crossed / paths
}

function crosses(looks: readonly number[], boundaries: readonly number[], random: Random): boolean {
  let [sum, squares, look] = [0, 0, 0]
  for (let n = 1; look < looks.length; n++) {
    const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    sum += z
    squares += z * z
    if (n !== looks[look]) continue
    const variance = (squares - (sum * sum) / n) / (n - 1)
    if (Math.abs(sum / n) > boundaries[look]! * Math.sqrt(variance / n)) return true
    look++
  }
  return false
}

/** Published for the nightly looks: a little too liberal. */
const PUBLISHED = [3.325, 3.098, 2.89, 2.696, 2.616]

if (import.meta.main) {
  const paths = Number(process.argv[2] ?? 2_000_000)
  for (const [profile, looks] of Object.entries(LOOK_PROFILES)) {
    const boundaries = lookBoundaries(looks, RISK, FINE).map((t) => t.toFixed(3))
    const share = crossingShare(looks, boundaries.map(Number), paths, createRandom(profile))
    console.log(
      `${profile}: units ${looks.join(' ')}, |t| ${boundaries.join(' ')}, simulated ${share}`,
    )
  }
  const share = crossingShare(LOOK_PROFILES.nightly, PUBLISHED, paths, createRandom('published'))
  console.log(`nightly with |t| ${PUBLISHED.join(' ')}: simulated ${share}`)
}
