// GitHub's API through octokit, with time-outs and patience of our own. The plugins for retries and throttling are
// not used: they rest on a queue that has had no release since 2019, wait by its clock, repeat a POST whose answer was
// lost (and so comment twice), and do not know how long a whole command may take.
import { Octokit } from '@octokit/core'
import { paginateRest } from '@octokit/plugin-paginate-rest'
import { RequestError } from '@octokit/request-error'
import { GaveUp } from './gave-up.ts'
import { classify } from './trouble.ts'

/** Waiting and the time of day, so that tests need neither. */
export interface Pace {
  readonly sleep: (durationMs: number) => Promise<void>
  /** Milliseconds since 1970. */
  readonly nowMs: () => number
}

export interface Connection {
  readonly apiUrl: string
  readonly token: string
  readonly userAgent: string
  readonly pace: Pace
  /** Told before every wait, and of what GitHub deprecates. */
  readonly say: (text: string) => void
  readonly limits?: Partial<Limits>
}

export interface Limits {
  /** Requests sent for one answer, at most. */
  readonly attempts: number
  /** Waiting between attempts, all requests of the command together. */
  readonly waitMs: number
  /** From sending a request to the end of its answer. */
  readonly timeoutMs: number
}

const LIMITS: Limits = { attempts: 4, waitMs: 5 * 60_000, timeoutMs: 30_000 }
/** The version of the API that this was written for. */
const API_VERSION = '2022-11-28'

const PagingOctokit = Octokit.plugin(paginateRest)

export type Client = InstanceType<typeof PagingOctokit>

export function connect(connection: Connection): Client {
  const limits = { ...LIMITS, ...connection.limits }
  const log = { debug: () => {}, info: () => {}, warn: connection.say, error: connection.say }
  const client = new PagingOctokit({
    baseUrl: connection.apiUrl,
    auth: connection.token,
    userAgent: connection.userAgent,
    log,
    request: { log, fetch: fetchWithin(limits.timeoutMs) },
  })
  client.hook.before('request', ({ headers }) => {
    headers['x-github-api-version'] = API_VERSION
  })
  const patience = { leftMs: limits.waitMs }
  client.hook.wrap('request', async (send, options) =>
    sendPatiently(async () => checkWhole(await send(options), options), {
      connection,
      limits,
      patience,
      isRepeatable: isRepeatable(options),
    }),
  )
  return client
}

interface Patience {
  readonly connection: Connection
  readonly limits: Limits
  /** Shared by all requests of a client. */
  readonly patience: { leftMs: number }
  readonly isRepeatable: boolean
}

async function sendPatiently<Answer>(
  send: () => Promise<Answer>,
  { connection: { pace, say }, limits, patience, isRepeatable }: Patience,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      const trouble = classify(error, attempt, pace.nowMs())
      if (trouble.kind === 'final' || (trouble.kind === 'transient' && !isRepeatable)) throw error
      if (attempt >= limits.attempts || trouble.waitMs > patience.leftMs)
        throw new GaveUp(error as RequestError, trouble, attempt)
      say(describeWait(error as RequestError, trouble))
      patience.leftMs -= trouble.waitMs
      await pace.sleep(trouble.waitMs)
    }
  }
}

/** As octokit hands it to hooks. */
type OctokitAnswer = Awaited<ReturnType<Client['request']>>

interface Asked {
  readonly method: string
  readonly url: string
}

/**
 * Whoever creates something has to look first whether it is there before trying again; GraphQL is only asked what may
 * be asked twice.
 */
function isRepeatable({ method, url }: Asked): boolean {
  return method !== 'POST' || url.endsWith('/graphql')
}

/**
 * octokit hands on an answer that broke off as empty or as text, which would pass for a list without entries, and
 * what goes wrong with GraphQL for a while in an answer of status 200.
 */
function checkWhole<Answer extends OctokitAnswer>(answer: Answer, { method, url }: Asked): Answer {
  const { data, status } = answer
  const request = { method: method as 'GET', url, headers: {} }
  if (status !== 204 && (typeof data !== 'object' || data === null))
    throw new RequestError('the answer broke off or was no JSON', 500, { request })
  const errors = url.endsWith('/graphql') ? graphqlErrors(data) : []
  const passing = errors.find(
    ({ type, message }) => type === 'RATE_LIMITED' || /went wrong/.test(message),
  )
  if (passing === undefined) return answer
  const passingStatus = passing.type === 'RATE_LIMITED' ? 429 : 502
  throw new RequestError(passing.message, passingStatus, { request, response: answer })
}

interface GraphqlError {
  readonly type?: string
  readonly message: string
}

function graphqlErrors(data: unknown): readonly GraphqlError[] {
  return (data as { readonly errors?: readonly GraphqlError[] }).errors ?? []
}

function fetchWithin(timeoutMs: number): typeof fetch {
  return (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) })
}

function describeWait(
  { message, status, response }: RequestError,
  { waitMs }: { readonly waitMs: number },
): string {
  const what = response === undefined ? message : `status ${status}, ${message}`
  return `GitHub: ${what}. Trying again in ${Math.ceil(waitMs / 1000)} s.`
}
