// Times as Python's peewee stores them, and as the Rust server writes the creation of a bucket.
import { formatInstant } from './instant.ts'

const PATTERN =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|([+-])(\d\d):?(\d\d)(?::\d\d)?)?$/

/** Nanoseconds since the epoch; a time without offset is UTC. Undefined when it is none. */
export function parsePythonTime(text: string): bigint | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [, day, time, fraction = '', sign, hours = '0', minutes = '0'] = match
  const ms = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(ms)) return undefined
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1)
  return BigInt(ms - offsetMs) * 1_000_000n + BigInt(fraction.padEnd(6, '0')) * 1_000n
}

/** As rusqlite stores a UTC time: a space instead of T, an offset instead of Z. */
export function formatCreated(ns: bigint): string {
  return formatInstant(ns).replace('T', ' ').replace('Z', '+00:00')
}
