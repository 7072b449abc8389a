// What the chain of single switches has to measure: the rows of the claims, and steps that only a chain has.
import type { Claim } from './claims.ts'
import type { PrRow } from './pr-row.ts'

/** In the order of the rows, each once. */
export function chainScenarios(
  numbers: readonly PrRow[],
  claims: readonly Claim[],
): readonly string[] {
  const claimed = new Set(claims.flatMap(({ rows }) => rows))
  const isAsked = ({ id, pairs }: PrRow) => claimed.has(id) || pairs.flat().includes('keepalive')
  return [...new Set(numbers.filter(isAsked).map(({ place }) => place.scenario))]
}
