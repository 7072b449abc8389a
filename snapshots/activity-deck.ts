// Deals activities like cards from a deck that holds each exactly as often as planned, so that counts per
// bucket come out exact however random the order is.
import type { Activity } from './event-data.ts'
import { drawBelow, type Random } from './distributions.ts'

export type ActivityCounts = Readonly<Record<Activity, number>>

/** People stay with an application for a few titles before they go to another. */
const STAY_SHARE = 0.6

export function openActivityDeck(counts: ActivityCounts): (random: Random) => Activity {
  const left = { ...counts }
  const activities = Object.keys(counts) as Activity[]
  let total = activities.reduce((sum, activity) => sum + left[activity], 0)
  let current: Activity = 'other'
  return (random) => {
    if (random() >= STAY_SHARE || left[current] === 0) {
      let position = drawBelow(random, total)
      current = activities.find((activity) => (position -= left[activity]) < 0)!
    }
    left[current] -= 1
    total -= 1
    return current
  }
}
