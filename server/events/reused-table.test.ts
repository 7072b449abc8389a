import { expect, it } from 'vitest'
import { reusedTable } from './reused-table.ts'

it('hands out one table as long as it is long enough, whatever it holds', () => {
  const tableOf = reusedTable((length) => new Uint32Array(length))
  const first = tableOf(10)
  first[3] = 7
  expect(first.length).toBeGreaterThanOrEqual(10)
  expect(tableOf(4)).toBe(first)
  expect(tableOf(4)[3]).toBe(7)
  const longer = tableOf(first.length + 1)
  expect(longer.length).toBeGreaterThan(first.length)
  expect(tableOf(10)).toBe(longer)
})

it('does not keep what is larger than 4 MiB', () => {
  const tableOf = reusedTable((length) => new Float64Array(length))
  const small = tableOf(100)
  expect(tableOf(2 ** 20).length).toBe(2 ** 20)
  expect(tableOf(100)).toBe(small)
})
