import { describe, expect, it } from 'vitest'
import { EXIT } from '../core/errors.ts'
import { commentKey, isWorse, parseMarker, renderMarker } from './marker.ts'

describe('the marker', () => {
  const marker = { key: commentKey('heartbench', 'main'), exitCode: EXIT.regression }

  it('is read back from the beginning of a body, however its lines end', () => {
    expect(renderMarker(marker)).toMatchInlineSnapshot(
      `"<!-- heartbench:comment v=1 key=fc2f4776c6997227 exit=1 -->"`,
    )
    expect(parseMarker(`${renderMarker(marker)}\n## Report`)).toEqual(marker)
    expect(parseMarker(`${renderMarker(marker)}\r\n## Report`)).toEqual(marker)
  })

  it('means nothing anywhere else', () => {
    expect(parseMarker(`quoted:\n${renderMarker(marker)}\n`)).toBeUndefined()
    expect(parseMarker(`${renderMarker(marker)} more`)).toBeUndefined()
    expect(parseMarker(` ${renderMarker(marker)}`)).toBeUndefined()
  })

  it('tells comments of several configs and bases apart', () => {
    const keys = [
      commentKey('heartbench', 'main'),
      commentKey('heartbench', 'v1.2'),
      commentKey('api', 'main'),
      commentKey('heartbench","main', ''),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('takes a baseline named by its commit for the same base after every push', () => {
    expect(commentKey('heartbench', '1a2b3c4d')).toBe(commentKey('heartbench', 'f'.repeat(40)))
  })
})

describe('getting worse', () => {
  it('is having more to do than before', () => {
    expect(isWorse(EXIT.regression, EXIT.pass)).toBe(true)
    expect(isWorse(EXIT.wrongAnswers, EXIT.regression)).toBe(true)
    expect(isWorse(EXIT.invalid, EXIT.pass)).toBe(true)
    expect(isWorse(EXIT.regression, EXIT.invalid)).toBe(true)
  })

  it('is neither the same again nor getting better', () => {
    expect(isWorse(EXIT.regression, EXIT.regression)).toBe(false)
    expect(isWorse(EXIT.pass, EXIT.wrongAnswers)).toBe(false)
    expect(isWorse(EXIT.invalid, EXIT.regression)).toBe(false)
  })
})
