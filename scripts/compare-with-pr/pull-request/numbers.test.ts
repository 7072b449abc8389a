import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { METRICS } from '../../../harness/metrics/catalogue.ts'
import { LIFE_CYCLE } from '../../../harness/metrics/series.ts'
import { activityWatchScenarios } from '../../../scenarios/index.ts'
import { CLAIMS } from './claims.ts'
import { NUMBERS } from './numbers.ts'
import { parseFactor, parsePrinted } from './parse-printed.ts'
import { keyOf, prFactorOf } from './pr-row.ts'
import type { Build } from './pr-row.ts'

const FIXTURE = readFileSync(join(import.meta.dirname, 'fixtures/pr-tables.md'), 'utf8')

/** Every row of the pull request's tables: its table, its builds' values, its factor. */
const printedRows = FIXTURE.split('\n## ')
  .slice(1)
  .flatMap((section) => {
    const [table, ...lines] = section.split('\n')
    const [header, , ...rows] = lines.filter((line) => line.startsWith('|')).map(cellsOf)
    return rows.map((cells) =>
      Object.assign(read(header!, cells), { table: table!.trim(), title: cells[0]! }),
    )
  })

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

function read(header: readonly string[], cells: readonly string[]) {
  const values: Partial<Record<Build, string>> = {}
  let factor: string | undefined
  for (const [index, cell] of cells.entries()) {
    const [value, inBrackets] = cell.split(/ \((?=.*\)$)/)
    const name = header[index]!
    if (name.startsWith('speedup')) factor = cell
    else if (index > 0) values[name as Build] = value!
    if (index > 0 && inBrackets !== undefined) factor = inBrackets.slice(0, -1)
  }
  return { values, factor }
}

describe('the numbers of the pull request', () => {
  it('has 24 rows in five tables', () => {
    expect(printedRows.length).toBe(24)
  })

  it.each(printedRows)('holds $table: $title as printed', ({ table, values, factor }) => {
    const found = NUMBERS.filter(
      (row) => row.table === table && JSON.stringify(row.printed) === JSON.stringify(values),
    )
    expect(found.map((row) => row.factor)).toEqual([factor])
  })

  it('has no row in these tables that is not printed there', () => {
    const tables = new Set(printedRows.map(({ table }) => table))
    const held = NUMBERS.filter(({ table }) => tables.has(table))
    expect(held.length).toBe(printedRows.length)
  })

  it('has each comparison once', () => {
    const keys = NUMBERS.flatMap((row) => row.pairs.map((pair) => keyOf(row, pair)))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each(NUMBERS.filter(({ factor, pairs }) => factor !== undefined && pairs.length > 0))(
    'computes what is printed for $id',
    (row) => {
      const [computed, printed] = [prFactorOf(row, row.pairs.at(-1)!), parseFactor(row.factor!)]
      expect(Math.abs(computed / printed - 1)).toBeLessThan(0.04)
    },
  )

  it.each(NUMBERS.map((row) => ({ ...row, values: Object.values(row.printed) })))(
    'has values of one unit in $id',
    ({ values }) => {
      const units = new Set(values.map((value) => parsePrinted(value).unit))
      expect(units.size).toBeLessThanOrEqual(1)
    },
  )
})

describe('where we measure them', () => {
  /** A metric that this version does not have yet is told as not measured. */
  const scenarios = NUMBERS.filter(({ place }) => place.scenario !== LIFE_CYCLE)

  it.each(scenarios)('is a load of a scenario for $id', ({ place, better }) => {
    const scenario = activityWatchScenarios.find(({ name }) => name === place.scenario)
    expect(scenario?.loads.map(({ name }) => name)).toContain(place.load)
    const metric = METRICS.find(({ id }) => id === place.metric)
    expect(metric?.better === better || metric?.id === 'p50').toBe(true)
  })

  it('is known for every row of a claim', () => {
    const ids = NUMBERS.map(({ id }) => id)
    for (const { rows } of CLAIMS) expect(ids).toEqual(expect.arrayContaining([...rows]))
  })
})

describe('printed numbers', () => {
  it.each([
    ['137.5 ms', 137.5, 'ms'],
    ['~0.2 s', 200, 'ms'],
    ['5,572/s', 5572, 'perSecond'],
    ['23.8 req/s', 23.8, 'perSecond'],
    ['29.9 MB', 29_900_000, 'bytes'],
    ['165', 165, 'count'],
  ])('reads %s', (text, value, unit) => {
    expect(parsePrinted(text)).toEqual({ value, unit })
  })

  it('reads factors and percentages as how many times better', () => {
    expect(parseFactor('~1500×')).toBe(1500)
    expect(parseFactor('+36%')).toBeCloseTo(1.36)
    expect(parseFactor('49% reduction')).toBeCloseTo(1.96, 2)
    expect(parseFactor('~30% lower')).toBeCloseTo(1.43, 2)
  })

  it('refuses what it does not know', () => {
    expect(() => parsePrinted('3 furlongs')).toThrow('got "3 furlongs"')
    expect(() => parseFactor('much')).toThrow('got "much"')
  })
})
