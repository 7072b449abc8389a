// The origins of web pages and browser extensions that may use the API.
import { RE2JS } from 're2js'
import type { Access } from './access.ts'
import { pageError } from './http-error.ts'

const WEB_EXTENSION = ['chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi', 'moz-extension://.*']
const DEVELOPMENT_PORT = 27_180

/** Throws at once for settings that are no origins or patterns. `port` is the server's own. */
export function allowedOrigins({
  testing,
  cors,
  corsRegex,
}: Pick<Access, 'testing' | 'cors' | 'corsRegex'>): (
  origin: string,
  port: number | undefined,
) => boolean {
  const exact = new Set([...cors, ...(testing ? local(DEVELOPMENT_PORT) : [])].map(ownOrigin))
  // Clients choose the text that is searched, so the engine must be linear in it.
  const patterns = [...WEB_EXTENSION, ...(testing ? ['chrome-extension://.*'] : []), ...corsRegex]
  const engines = patterns.map(ownPattern)

  return (text, port) => {
    if (text === 'null') return false
    const origin = originOf(text)
    if (origin === undefined) throw pageError(400)
    const isOwn = port !== undefined && local(port).includes(origin)
    return isOwn || exact.has(origin) || engines.some((engine) => engine.test(text))
  }
}

function local(port: number): readonly string[] {
  return ['127.0.0.1', 'localhost'].map((host) => originOf(`http://${host}:${port}`)!)
}

/** Scheme, host and port in one spelling. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, host } = new URL(text)
  return host === '' ? undefined : `${protocol}//${host}`
}

function ownOrigin(text: string): string {
  const origin = originOf(text)
  if (origin !== undefined) return origin
  throw new Error(`cors expects origins such as "http://localhost:8080"; got "${text}"`)
}

function ownPattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    throw new Error(`cors_regex expects regular expressions; got "${pattern}"`, { cause: error })
  }
}
