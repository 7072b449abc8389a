import { expect, it } from 'vitest'
import { matchesGlob } from './glob.ts'

it.each([
  ['events-*', 'events-1-week', true],
  ['events-*', 'all-events-', false],
  ['*', '', true],
  ['p*', 'p95', true],
  ['p50', 'p505', false],
  ['a.c', 'abc', false],
  ['year (*)', 'year (2)', true],
])('%s holds for %s: %s', (pattern, name, expected) => {
  expect(matchesGlob(pattern, name)).toBe(expected)
})
