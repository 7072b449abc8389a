import { describe, expect, it } from 'vitest'
import { compileRegex } from './regex-cache.ts'

const finds = (pattern: string, text: string) => compileRegex(pattern).test(text)

describe('patterns', () => {
  it.each([
    ['Docs|Sheets', 'Google Sheets'],
    ['(?i)ümlaut', 'ÜMLAUT'],
    ['(?i)^google[ _-]?chrome$', 'Google Chrome'],
    ['^\\w+$', 'naïveté中文'],
    ['^[\\w-]+$', 'naïve-té'],
    ['^\\W$', '—'],
    ['^[^\\W_]$', 'é'],
    ['^[\\W]$', '—'],
    ['^[\\S]$', 'x'],
    ['^[\\D]$', 'x'],
    ['\\d', '٣'],
    ['(?-u)^\\d$', '3'],
    ['a\\sb', 'a\u00a0b'],
    ['\\bgit\\b', 'a git log'],
    ['(?P<year>[0-9]{4})-(?<m>[0-9]+)', '2026-01'],
    ['\\Aab\\z', 'ab'],
    ['ab\\Z', 'ab\n'],
    ['^\\h+$', 'beef'],
    ['^\\pL\\p{Greek}\\p{Script=Greek}\\PN$', 'xαβy'],
    ['^[[:alpha:]]+$', 'abc'],
    ['^\\x41\\x{42}\\u0043\\u{44}$', 'ABCD'],
    ['(?x) a b # comment\n c', 'abc'],
    ['(?x: a ) b', 'a b'],
    ['(?s)a.b', 'a\nb'],
    ['a(?i:B)c', 'abc'],
    ['\\-\\#\\@\\ \\é', '-#@ é'],
    ['^a{,2}$', 'aa'],
    ['[]a]', ']'],
    ['[^]a]', 'b'],
    ['(?m)^b$', 'a\nb\nc'],
    ['a(?#comment)b', 'ab'],
    ['', 'anything'],
    ['^😀$', '😀'],
    ['^.$', '😀'],
    ['(?=a)', 'ba'],
    ['^(?!.*b)', 'a'],
    ['(?<=a)b', 'ab'],
    ['(?<!a)b', 'b'],
    ['(a)\\1', 'aa'],
    ['(?P<n>a)(?P=n)', 'aa'],
    ['(?>a)', 'a'],
    ['a++', 'aa'],
    ['[a-z&&[^b]]', 'a'],
    ['a\\Kb', 'ab'],
    ['\\bмир\\b', 'привет, мир'],
    ['\\Bир', 'мир'],
    ['(?-u)\\bgit', 'égit'],
  ])('%s is found in %j', (pattern, text) => expect(finds(pattern, text)).toBe(true))

  it.each([
    ['^\\w+$', 'a—b'],
    ['^[^\\W_]$', '_'],
    ['(?-u)^\\w$', 'é'],
    ['a$', 'a\n'],
    ['a.b', 'a\nb'],
    ['(?i:B)c', 'BC'],
    ['(?x: a ) b', 'ab'],
    ['^\\H$', 'a'],
    ['(?=a)', 'b'],
    ['(a)\\1', 'ab'],
    ['\\bgit\\b', 'égit'],
    ['\\bмир\\b', 'мирный'],
  ])('%s is not found in %j', (pattern, text) => expect(finds(pattern, text)).toBe(false))

  it.each([
    ['(?&n)', 'a group that is known'],
    ['\\G', 'an escape that is known'],
    ['(?=a', 'a closing parenthesis'],
    ['(', 'Failed to compile'],
    [')', 'Failed to compile'],
    ['[a', 'Failed to compile'],
    ['\\', 'Failed to compile'],
    ['*', 'Failed to compile'],
    ['((a{1000}){1000}){1000}', 'Failed to compile'],
  ])('%s is refused', (pattern, reason) => {
    expect(() => compileRegex(pattern)).toThrow(reason)
    expect(() => compileRegex(pattern)).toThrow('RegexCompileError')
  })

  it('have a longest length', () => {
    expect(() => compileRegex('a'.repeat(70_000))).toThrow('longer than')
  })

  it('that make other engines backtrack end at once', () => {
    expect(finds('^(a+)+$', `${'a'.repeat(50_000)}!`)).toBe(false)
    expect(finds('(x+x+)+y', 'x'.repeat(50_000))).toBe(false)
    expect(finds('^(a+)+$(?=b)', `${'a'.repeat(50_000)}!`)).toBe(false)
    // Past the bound of steps, borders are those of ASCII.
    expect(finds('(a|a|é)*\\bb', `${'a'.repeat(50)}é b`)).toBe(true)
  })

  it('are kept compiled, and the least recently used ones dropped', () => {
    const kept = compileRegex('kept')
    for (let i = 0; i < 511; i++) compileRegex(`pattern ${i}`)
    expect(compileRegex('kept')).toBe(kept)
    const dropped = compileRegex('pattern 0')
    for (let i = 0; i < 600; i++) compileRegex(`other ${i}`)
    expect(compileRegex('pattern 0')).not.toBe(dropped)
  })
})
