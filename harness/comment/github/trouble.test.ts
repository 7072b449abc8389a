import { RequestError } from '@octokit/request-error'
import { describe, expect, it } from 'vitest'
import { classify } from './trouble.ts'

const NOW_MS = 1_800_000_000_000
const REQUEST = { method: 'GET' as const, url: 'https://api.github.com/user', headers: {} }

function answer(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): RequestError {
  const response = { status, url: REQUEST.url, data: {}, headers }
  return new RequestError(message, status, { request: REQUEST, response })
}

describe('trouble with GitHub', () => {
  it('is worth another try when no answer came, or one of a broken server', () => {
    const lost = new RequestError('read ECONNRESET', 500, { request: REQUEST })
    expect(classify(lost, 1, NOW_MS)).toEqual({ kind: 'transient', waitMs: 1000 })
    expect(classify(answer(502, 'Bad gateway'), 2, NOW_MS)).toEqual({
      kind: 'transient',
      waitMs: 4000,
    })
    expect(classify(answer(409, 'Conflict'), 3, NOW_MS)).toEqual({
      kind: 'transient',
      waitMs: 9000,
    })
  })

  it('waits as long as GitHub asks', () => {
    const after = answer(403, 'You have exceeded a secondary rate limit', { 'retry-after': '17' })
    expect(classify(after, 1, NOW_MS)).toEqual({
      kind: 'limited',
      limit: 'secondary',
      waitMs: 17_000,
    })
  })

  it('waits until the quota is renewed, and a second more', () => {
    const spent = answer(403, 'API rate limit exceeded', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(NOW_MS / 1000 + 40),
    })
    expect(classify(spent, 1, NOW_MS)).toEqual({
      kind: 'limited',
      limit: 'primary',
      waitMs: 41_000,
    })
    expect(classify(spent, 1, NOW_MS + 90_000)).toEqual({
      kind: 'limited',
      limit: 'primary',
      waitMs: 1000,
    })
  })

  it('waits a minute, then two, where a secondary limit does not say how long', () => {
    const silent = answer(403, 'You have exceeded a secondary rate limit', {
      'x-ratelimit-remaining': '99',
    })
    expect(classify(silent, 1, NOW_MS)).toMatchObject({ limit: 'secondary', waitMs: 60_000 })
    expect(classify(silent, 2, NOW_MS)).toMatchObject({ limit: 'secondary', waitMs: 120_000 })
    expect(classify(answer(429, 'Too many requests'), 1, NOW_MS)).toMatchObject({ waitMs: 60_000 })
    expect(classify(answer(422, 'was submitted too quickly'), 1, NOW_MS)).toMatchObject({
      waitMs: 60_000,
    })
  })

  it('is final when asking again would give the same answer', () => {
    for (const status of [400, 401, 403, 404, 410, 422, 451])
      expect(classify(answer(status, 'No'), 1, NOW_MS)).toEqual({ kind: 'final' })
    expect(classify(new TypeError('a bug'), 1, NOW_MS)).toEqual({ kind: 'final' })
  })

  it('ignores headers that are no numbers', () => {
    const odd = answer(429, 'Too many requests', { 'retry-after': 'soon' })
    expect(classify(odd, 1, NOW_MS)).toMatchObject({ waitMs: 60_000 })
  })
})
