import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../core/errors.ts'
import { parseTargetName, parseTargetNames } from './parse-target-name.ts'

describe('parseTargetName', () => {
  it.each([
    ['main', { label: 'main', ref: 'main' }],
    ['.', { label: 'worktree', ref: '.' }],
    ['.:small-cache', { label: 'small-cache', ref: '.', variant: 'small-cache' }],
    ['.:+lock', { label: '+lock', ref: '.', variant: '+lock' }],
    ['main:wal', { label: 'main-wal', ref: 'main', variant: 'wal' }],
    ['control=main', { label: 'control', ref: 'main' }],
    ['before=v1.2.0:wal', { label: 'before', ref: 'v1.2.0', variant: 'wal' }],
    ['feature/new thing', { label: 'feature-new-thing', ref: 'feature/new thing' }],
    ['HEAD~2', { label: 'HEAD-2', ref: 'HEAD~2' }],
    ['x=a=b', { label: 'x', ref: 'a=b' }],
    ['../x=main', { label: 'x', ref: 'main' }],
  ])('reads %s', (input, expected) => {
    expect(parseTargetName(input)).toEqual(expected)
  })

  it.each(['', '=main', 'x=', ':wal', 'main:', 'x=:wal', '--all'])('refuses "%s"', (input) => {
    expect(() => parseTargetName(input)).toThrow(UsageError)
  })

  it('makes labels that are safe in file names, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (ref) => {
        fc.pre(!/[:=]/.test(ref) && !ref.startsWith('-'))
        expect(parseTargetName(ref).label).toMatch(/^[\p{L}\p{N}_+][\p{L}\p{N}._+-]*$/u)
      }),
    )
  })
})

describe('parseTargetNames', () => {
  it('wants a label when two are called the same, in upper or lower case', () => {
    expect(() => parseTargetNames(['main', 'main'])).toThrow('for example "control=main"')
    expect(() => parseTargetNames(['main', 'Main'])).toThrow(UsageError)
    expect(parseTargetNames(['main', 'control=main'])).toHaveLength(2)
  })
})
