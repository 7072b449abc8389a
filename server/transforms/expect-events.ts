// For tests: compares events in the notation of the specification.
import { expect } from 'vitest'
import type { EventColumns } from '../events/columns.ts'
import { examplesOf, type Example } from './event-examples.ts'

export function expectEvents(found: EventColumns, ...expected: readonly Example[]): void {
  expect(examplesOf(found)).toEqual(expected)
}
