// Whether two sessions are two: the same units joined twice would look like twice as much evidence.
import { UsageError } from '../../core/errors.ts'
import type { SessionSource } from './session-source.ts'

export function checkDistinct(one: SessionSource, other: SessionSource): void {
  checkIds(one, other)
  checkSeeds(one, other)
}

function checkIds(one: SessionSource, other: SessionSource): void {
  const { id } = one.session.header
  if (id !== other.session.header.id) return
  throw new UsageError(
    `Expected every session once, got ${id} in ${one.file} and in ${other.file}. Name each file once.`,
  )
}

/** Seed and number fix what a unit asks, when, and in which order: two of them are not two draws of chance. */
function checkSeeds(one: SessionSource, other: SessionSource): void {
  const { header, units } = one.session
  if (header.seed !== other.session.header.seed) return
  const scenarios = new Set(other.session.header.scenarios.map(({ name }) => name))
  const shared = header.scenarios.find(({ name }) => scenarios.has(name))
  const numbers = new Set(other.session.units.map(({ index }) => index))
  const unit = units.find(({ index }) => numbers.has(index))
  if (shared === undefined || unit === undefined) return
  throw new UsageError(
    `Expected other seeds where the same scenarios are measured, got seed "${header.seed}" in ${one.file} and in ${other.file}, both with ${shared.name}: unit ${unit.index} of one repeats the order and the requests of the other and would count twice. Give each shard a --seed of its own.`,
  )
}
