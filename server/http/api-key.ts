// The API key. It guards the decoded path: `/%61pi/0/buckets` is no way around it, as it is in the original.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Access, Filter } from './access.ts'
import { messageError } from './http-error.ts'

const OPEN_PATH = '/api/0/info'

export function apiKeyFilter({ apiKey }: Access): readonly Filter[] {
  if (apiKey === '') return []
  const expected = digest(`Bearer ${apiKey}`)
  return [
    (ctx) => {
      const isOpen = !ctx.path.startsWith('/api/') || isInfo(ctx.originalUrl)
      if (isOpen || ctx.method === 'OPTIONS') return
      if (timingSafeEqual(digest(ctx.get('Authorization')), expected)) return
      throw messageError(
        401,
        "Missing or invalid API key. Set 'Authorization: Bearer <key>' header.",
      )
    },
  ]
}

/** Only this spelling: with a slash at its end even this path needs the key, as in the original. */
function isInfo(url: string): boolean {
  return url === OPEN_PATH || url.startsWith(`${OPEN_PATH}?`)
}

/** Digests have one length, so that comparing them takes one time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
