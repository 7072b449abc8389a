import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCpuList, parseCpuList } from './cpu-list.ts'

describe('lists of CPUs', () => {
  it('are read as Linux writes them', () => {
    expect(parseCpuList('0-3,8\n')).toEqual([0, 1, 2, 3, 8])
    expect(parseCpuList('5')).toEqual([5])
    expect(parseCpuList('')).toEqual([])
  })

  it('are refused when they are something else', () => {
    for (const text of ['0-', 'all', '1,,2', '-1'])
      expect(() => parseCpuList(text)).toThrow('Expected CPUs such as "0-3,8"')
  })

  it('are written in their shortest form', () => {
    expect(formatCpuList([0, 1, 2, 3, 8])).toBe('0–3, 8')
    expect(formatCpuList([7])).toBe('7')
  })

  it('stay the same when written and read again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { minLength: 1 }), (cpus) => {
        const sorted = cpus.toSorted((a, b) => a - b)
        const written = formatCpuList(sorted).replaceAll('–', '-').replaceAll(' ', '')
        expect(parseCpuList(written)).toEqual(sorted)
      }),
    )
  })
})
