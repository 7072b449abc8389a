import { describe, expect, it } from 'vitest'
import { parsePercent, parseSpan } from './parse-quantity.ts'

describe('quantities on the command line', () => {
  it('are per cent', () => {
    expect(parsePercent('5%')).toBe(0.05)
    expect(parsePercent('7.5 %')).toBe(0.075)
    for (const text of ['5', '-5%', '5 percent', '']) expect(() => parsePercent(text)).toThrow('5%')
  })

  it('are times', () => {
    expect(parseSpan('90s')).toBe(90_000)
    expect(parseSpan('15min')).toBe(900_000)
    expect(parseSpan('1.5 h')).toBe(5_400_000)
    for (const text of ['15', '0s', '15m', '-1min']) expect(() => parseSpan(text)).toThrow('15min')
  })
})
