// Under which name our comments appear. GET /user answers tokens of people; that of a GitHub App, and so the one of
// GitHub Actions, may not ask it, but GraphQL tells it who it is. A token that may ask neither is taken for that of
// Actions, which is what a workflow has.
import { RequestError } from '@octokit/request-error'
import { GraphqlResponseError } from '@octokit/graphql'
import { z } from 'zod'
import type { Client } from './client.ts'

const ACTIONS_LOGIN = 'github-actions[bot]'
/** What REST appends to the names of apps; no person's login can have it. */
const APP_SUFFIX = '[bot]'

const viewerSchema = z.object({ viewer: z.object({ login: z.string() }) })
const userSchema = z.object({ login: z.string() })

export async function findOwnLogin(client: Client): Promise<string> {
  try {
    return userSchema.parse((await client.request('GET /user')).data).login
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 403) throw error
    return await askViewer(client)
  }
}

async function askViewer(client: Client): Promise<string> {
  try {
    const { viewer } = viewerSchema.parse(await client.graphql('query { viewer { login } }'))
    return viewer.login.endsWith(APP_SUFFIX) ? viewer.login : viewer.login + APP_SUFFIX
  } catch (error) {
    if (!isRefusal(error)) throw error
    return ACTIONS_LOGIN
  }
}

function isRefusal(error: unknown): boolean {
  if (error instanceof RequestError) return error.status === 403
  return error instanceof GraphqlResponseError && /not accessible|forbidden/i.test(error.message)
}

export function isSameLogin(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase()
}
