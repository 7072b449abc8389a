import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationFromSeconds, printDuration, pulsetimeFromSeconds } from './duration.ts'
import { printFloat } from './float.ts'
import { MAX_NS, MIN_NS } from './time-fields.ts'
import { parseLaxTime, parseStrictTime } from './time-parse.ts'
import { printTime, printTimeWithOffset } from './time-print.ts'

const anyNs = fc.bigInt({ min: MIN_NS, max: MAX_NS })

describe('times', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02t03:04:05z', '2026-01-02T03:04:05Z'],
    ['2026-01-02 03:04:05+02:00', '2026-01-02T01:04:05Z'],
    ['2026-01-02T03:04:05.1Z', '2026-01-02T03:04:05.100Z'],
    ['2026-01-02T03:04:05.0001Z', '2026-01-02T03:04:05.000100Z'],
    ['2026-01-02T03:04:05.1234567891Z', '2026-01-02T03:04:05.123456789Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ['2026-01-02T03:04:05\u221201:30', '2026-01-02T04:34:05Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.500Z'],
    ['1677-09-21T00:12:43.145224192Z', '1677-09-21T00:12:43.145224192Z'],
  ])('reads %s strictly', (text, printed) => expect(printTime(parseStrictTime(text))).toBe(printed))

  it.each([
    ['', 'premature end of input'],
    ['2026-01-02', 'premature end of input'],
    ['2026-01-02T03:04:05', 'premature end of input'],
    ['2026-1-02T03:04:05Z', 'input contains invalid characters'],
    ['2026-01-02T03:04:05 00:00', 'input contains invalid characters'],
    ['2026-01-02T03:04:05+0000', 'input contains invalid characters'],
    ['2026-01-02T03:04:05.Z', 'input contains invalid characters'],
    ['2026-02-30T03:04:05Z', 'input is out of range'],
    ['2026-13-01T03:04:05Z', 'input is out of range'],
    ['2026-01-02T24:00:00Z', 'input is out of range'],
    ['2026-01-02T03:04:61Z', 'input is out of range'],
    ['2026-01-02T03:04:05+24:00', 'input is out of range'],
    ['2300-01-01T00:00:00Z', 'input is out of range'],
    ['0001-01-01T00:00:00Z', 'input is out of range'],
    ['2026-01-02T03:04:05Zx', 'trailing input'],
    ['12026-01-02T03:04:05Z', 'input contains invalid characters'],
    ['abc', 'premature end of input'],
  ])('refuses %j strictly', (text, reason) => expect(() => parseStrictTime(text)).toThrow(reason))

  it.each([
    ['2020-1-2T3:4:5Z', '2020-01-02T03:04:05Z'],
    ['2020 - 01 - 02T 03 : 04 : 05 Z', '2020-01-02T03:04:05Z'],
    ['2020-01-02T03:04:05+0000', '2020-01-02T03:04:05Z'],
    ['2020-01-02T03:04:05 +01 00', '2020-01-02T02:04:05Z'],
    ['2020-01-02T03:04:05 utc', '2020-01-02T03:04:05Z'],
    ['+2020-01-02T03:04:05.5Z', '2020-01-02T03:04:05.500Z'],
  ])('reads %s laxly', (text, printed) => expect(printTime(parseLaxTime(text))).toBe(printed))

  it.each(['2020-01-02T03:04:05', '2020-01-02', '-2020-01-02T03:04:05Z', '1', 'now'])(
    'refuses %s even laxly',
    (text) => expect(() => parseLaxTime(text)).toThrow(),
  )

  it('survive printing and reading', () => {
    fc.assert(
      fc.property(anyNs, (ns) => {
        expect(parseStrictTime(printTime(ns))).toBe(ns)
        expect(parseStrictTime(printTimeWithOffset(ns))).toBe(ns)
        expect(parseLaxTime(printTime(ns))).toBe(ns)
      }),
    )
  })
})

describe('durations', () => {
  it('are scaled in doubles and truncated toward zero', () => {
    expect(durationFromSeconds(1.001)).toBe(1_000_999_999n)
    expect(printDuration(durationFromSeconds(1.001))).toBe('1.000999999')
    expect(durationFromSeconds(-1.5)).toBe(-1_500_000_000n)
    expect(durationFromSeconds(1e300)).toBe(MAX_NS)
    expect(durationFromSeconds(-1e300)).toBe(MIN_NS)
  })
  it('of pulsetimes are rounded half away from zero', () => {
    expect(pulsetimeFromSeconds(2.5e-9)).toBe(3n)
    expect(pulsetimeFromSeconds(-2.5e-9)).toBe(-3n)
    expect(pulsetimeFromSeconds(1.001)).toBe(1_001_000_000n)
    expect(pulsetimeFromSeconds(Infinity)).toBe(MAX_NS)
    expect(pulsetimeFromSeconds(Number.NaN)).toBe(0n)
  })
})

describe('floats', () => {
  it.each([
    [1, '1.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e16'],
    [1.5e16, '1.5e16'],
    [123456789012345680, '1.2345678901234568e17'],
    [0.00001, '0.00001'],
    [0.0000099, '9.9e-6'],
    [0.000001, '1e-6'],
    [1e-9, '1e-9'],
    [1.5e-7, '1.5e-7'],
    [0.1, '0.1'],
    [Number.NaN, 'null'],
    [-Infinity, 'null'],
  ])('%d is spelled %s', (value, text) => expect(printFloat(value)).toBe(text))

  it('survive printing and reading', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(printFloat(value))).toBe(value)
      }),
    )
  })
})
