import { expect, it } from 'vitest'
import { keepFunctions } from './keep-functions.ts'

const time = (name: string, selfUs: number, line = 1) => ({
  name,
  file: 'a.js',
  line,
  selfUs,
  totalUs: selfUs,
})

it('keeps the same functions of every build, by the larger share of a request, and adds up the others', () => {
  const before = { requests: 10, functions: [time('a', 900), time('gone', 500), time('c', 20)] }
  const after = { requests: 100, functions: [time('a', 900, 7), time('c', 300, 8), time('d', 400)] }
  expect(keepFunctions([before, after], 3)).toEqual([
    {
      functions: [time('a', 900), time('gone', 500)],
      others: { functions: 1, selfUs: 20 },
    },
    {
      functions: [time('a', 900, 7), time('d', 400)],
      others: { functions: 1, selfUs: 300 },
    },
  ])
})
