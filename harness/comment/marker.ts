// The first line of a comment, hidden from readers: which comment it is, and how the session it tells of came out.
// Only comments of our own login are searched, so that nobody else's text can pass for one.
import { createHash } from 'node:crypto'
import { EXIT_PRECEDENCE } from '../judge/exit-code.ts'

export interface Marker {
  /** Digest of the comment's name and base; one pull request has one visible comment per key. */
  readonly key: string
  /** What `heartbench compare` ended with, see EXIT. */
  readonly exitCode: number
}

const KEY_LENGTH = 16
const PATTERN = /^<!-- heartbench:comment v=1 key=([0-9a-f]{16}) exit=(\d{1,3}) -->\r?(?:\n|$)/

export function renderMarker({ key, exitCode }: Marker): string {
  return `<!-- heartbench:comment v=1 key=${key} exit=${exitCode} -->`
}

/** Undefined where the body does not begin with a marker. */
export function parseMarker(body: string): Marker | undefined {
  const match = PATTERN.exec(body)
  return match === null ? undefined : { key: match[1]!, exitCode: Number(match[2]) }
}

/** A baseline named by its commit changes with every push; it is the same base all the same. */
export function commentKey(name: string, baselineLabel: string): string {
  const base = /^[0-9a-f]{7,64}$/.test(baselineLabel) ? '' : baselineLabel
  const digest = createHash('sha256')
    .update(JSON.stringify([name, base]))
    .digest('hex')
  return digest.slice(0, KEY_LENGTH)
}

/** Whether there is more to do now than there was: the order of the exit codes, by whose cure comes first. */
export function isWorse(exitCode: number, before: number): boolean {
  return gravity(exitCode) > gravity(before)
}

function gravity(exitCode: number): number {
  const place = EXIT_PRECEDENCE.findIndex((code) => code === exitCode)
  return place === -1 ? 0 : EXIT_PRECEDENCE.length - place
}
