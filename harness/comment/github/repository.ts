// Where GitHub is and which repository is meant: checked before a token is sent anywhere.
import { UsageError } from '../../core/errors.ts'

export const PUBLIC_API_URL = 'https://api.github.com'

export interface Repository {
  readonly owner: string
  readonly repo: string
}

/** One pull request; its comments are those of the issue with the same number. */
export interface PullPlace extends Repository {
  readonly number: number
}

export function parseRepository(text: string): Repository {
  const match = /^([A-Za-z0-9][A-Za-z0-9_-]*)\/([A-Za-z0-9._-]+)$/.exec(text)
  if (match === null || /^\.{1,2}$/.test(match[2]!))
    throw new UsageError(`Expected a repository as owner/name, got "${text}".`)
  return { owner: match[1]!, repo: match[2]! }
}

export function parsePullNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`Expected the number of a pull request, got "${text}".`)
  return Number(text)
}

/** The token travels to this address: in the clear only to this machine. */
export function parseApiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))
  if (url === undefined || !isSafe || url.username !== '' || url.search !== '')
    throw new UsageError(
      `Expected the address of GitHub's API, such as ${PUBLIC_API_URL} or https://github.example.com/api/v3, got "${text}".`,
    )
  return url.href.replace(/\/+$/, '')
}

/** Visible characters only: a header cannot hold others, and the error of one that tries would show the token. */
export function parseToken(value: string | undefined, variable: string): string {
  const token = value?.trim() ?? ''
  if (token === '')
    throw new UsageError(
      `Expected a token in the variable ${variable}, found nothing. In GitHub Actions give the step "env: ${variable}: \${{ github.token }}"; name another variable with --token-env.`,
    )
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new UsageError(
      `Expected a token in the variable ${variable}, found a value with spaces or other characters that no token has.`,
    )
  return token
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
