// docs/conformance.md against the tests that it names.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const LIST = new URL('../../docs/conformance.md', import.meta.url)
/** Numbers are not given anew: what is found later comes after these. */
const CASES = 201

interface Case {
  readonly number: number
  readonly tests: readonly string[]
}

const cases = readFileSync(LIST, 'utf8')
  .split('\n')
  .map((line) => /^(\d+)\. (.*)$/.exec(line))
  .filter((match) => match !== null)
  .map(([, number, text]): Case => {
    const tests = [...text!.matchAll(/`([^`]+ › [^`]+)`/g)].map((match) => match[1]!)
    return { number: Number(number), tests }
  })

/** Whether the text begins a string of the file: a test's name, or a line of its table. */
function isThere(test: string): boolean {
  const [name, ...text] = test.split(' › ')
  const file = new URL(`../${name}.test.ts`, import.meta.url)
  if (!existsSync(file)) return false
  const source = readFileSync(file, 'utf8')
  return [`'`, `"`, '`'].some((quote) => source.includes(quote + text.join(' › ')))
}

describe('the list of conformance', () => {
  it('has every number once', () => {
    expect(cases.map(({ number }) => number)).toEqual(
      Array.from({ length: CASES }, (_, i) => i + 1),
    )
  })

  it('names a test for each', () => {
    expect(cases.filter(({ tests }) => tests.length === 0)).toEqual([])
  })

  it('names tests that exist', () => {
    expect(cases.flatMap(({ tests }) => tests).filter((test) => !isThere(test))).toEqual([])
  })
})
