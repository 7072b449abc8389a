// Answers first: what a build answers to a read scenario, digested, and how it differs from the baseline's.
import { createHash } from 'node:crypto'
import type { Load, RequestSpec, RequestStream, Scenario } from '../core/scenario.ts'
import { isLost } from './failure.ts'
import type { HttpClient } from './http-client.ts'

export interface AnswerDigest {
  /** Method and path, for messages. */
  readonly request: string
  /** Undefined for a good answer. */
  readonly fault: AnswerFault | undefined
  readonly bytes: number
  readonly digest: string
  readonly serviceUs: number
  /** Where the answer first differs from the baseline's; undefined when equal or nothing to compare with. */
  readonly difference: string | undefined
}

export interface AnswerFault {
  readonly expected: string
  readonly got: string
  /** No complete answer came: the server may have died. */
  readonly lost: boolean
}

/** Bodies of the baseline, kept to explain differences. */
export type KeptBodies = Map<string, Buffer>

/** Requests whose answers are compared: enough for every entry of a short list, and a warm second answer. */
const ANSWERS_MAX = 10
const ANSWERS_OF_STREAM = 2

export function answersOf({ requests }: Load): number {
  return typeof requests === 'function' ? ANSWERS_OF_STREAM : Math.min(requests.length, ANSWERS_MAX)
}

/** Asks the first `count` requests of a load's stream. */
export async function takeAnswers(
  scenario: Scenario,
  client: HttpClient,
  stream: RequestStream,
  {
    load,
    count,
    role,
  }: { readonly load: string; readonly count: number; readonly role: 'baseline' | 'candidate' },
  kept: KeptBodies,
): Promise<AnswerDigest[]> {
  const digests: AnswerDigest[] = []
  for (let index = 0; index < count; index++) {
    const request = stream(index)
    const answer = await client.send(request, { keepBody: true })
    const body = normalise(scenario, answer.body ?? Buffer.alloc(0))
    const key = `${scenario.name}/${load}#${index}`
    if (role === 'baseline') kept.set(key, body)
    digests.push({
      request: `${request.method ?? 'GET'} ${request.path}`,
      fault: answer.failure === undefined ? undefined : describeFault(request, answer.failure),
      bytes: answer.bytes,
      serviceUs: (answer.doneMs - answer.sentMs) * 1000,
      digest: createHash('sha256').update(`${answer.status}\n`).update(body).digest('hex'),
      difference: describeDifference(kept.get(key), body),
    })
  }
  return digests
}

function describeFault(request: RequestSpec, failure: string): AnswerFault {
  const lost = isLost(failure)
  return {
    expected: `status ${request.expectStatus?.join(' or ') ?? '2xx'}`,
    got: lost ? `no complete answer (${failure})` : failure.replace('-', ' '),
    lost,
  }
}

/** `json` answers are compared as values: object keys sorted, arrays in order. Not JSON: compared as bytes. */
function normalise(scenario: Scenario, body: Buffer): Buffer {
  if (scenario.answers !== 'json') return body
  try {
    return Buffer.from(JSON.stringify(sortKeys(JSON.parse(body.toString()))))
  } catch {
    return body
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]))
}

/** Names the first differing byte with a little of what stands around it on both sides. */
export function describeDifference(expected: Buffer | undefined, got: Buffer): string | undefined {
  if (expected === undefined || expected.equals(got)) return undefined
  const length = Math.min(expected.length, got.length)
  let at = 0
  while (at < length && expected[at] === got[at]) at++
  const from = Math.max(0, at - 20)
  const around = (body: Buffer) => JSON.stringify(body.toString('utf8', from, at + 30))
  return `at byte ${at} of ${expected.length} expected ${around(expected)}, got ${around(got)} (${got.length} bytes)`
}
