// Plain git, run so that it reads only: no hooks, no background work, no refreshed index, and none of the
// GIT_ variables that a hook or an alias around us may have set.
import { execFile } from 'node:child_process'
import { UsageError } from '../core/errors.ts'
import type { Repository } from './ref.ts'

export interface GitOptions {
  readonly cwd: string
  readonly environment: NodeJS.ProcessEnv
  readonly input?: string
}

/** Git said no; the message is its own. */
export class GitError extends Error {
  override readonly name = 'GitError'
}

const QUIET = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'gc.auto=0',
  'maintenance.auto=false',
]
/** No refreshing of the index, no questions, and messages in one language. */
const READ_ONLY = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
const TIMEOUT_MS = 300_000
const OUTPUT_LIMIT_BYTES = 256 * 1024 * 1024

/** What git printed to stdout. */
export async function runGit(
  gitArguments: readonly string[],
  options: GitOptions,
): Promise<string> {
  const { cwd, environment, input } = options
  const fullArguments = [...QUIET.flatMap((setting) => ['-c', setting]), ...gitArguments]
  const limits = { timeout: TIMEOUT_MS, maxBuffer: OUTPUT_LIMIT_BYTES }
  return await new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      fullArguments,
      { cwd, env: { ...environment, ...READ_ONLY }, ...limits },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout)
        else if (error.code === 'ENOENT')
          reject(new UsageError(`Expected git in PATH and the directory ${cwd}: ${error.message}.`))
        else
          reject(new GitError(`git ${gitArguments.join(' ')}: ${stderr.trim() || error.message}`))
      },
    )
    // Git may end without reading all of it; its exit code tells.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input ?? '')
  })
}

/** The repository around a directory: an ordinary one, a linked worktree, or a bare one. */
export async function openRepository(request: {
  readonly directory: string
  readonly environment: NodeJS.ProcessEnv
}): Promise<Repository> {
  const environment = cleanEnvironment(request.environment)
  const options = { cwd: request.directory, environment }
  const query = ['--path-format=absolute', '--git-common-dir', '--is-inside-work-tree']
  const [gitDirectory, inside] = (await runRevParse(query, options)).split('\n')
  const bare = inside !== 'true'
  const root = bare ? gitDirectory! : await runRevParse(['--show-toplevel'], options)
  return { root, gitDirectory: gitDirectory!, bare, environment }
}

/** Runs git in a repository. */
export async function runGitIn(
  { root, environment }: Repository,
  ...gitArguments: string[]
): Promise<string> {
  return await runGit(gitArguments, { cwd: root, environment })
}

async function runRevParse(query: readonly string[], options: GitOptions): Promise<string> {
  try {
    return (await runGit(['rev-parse', ...query], options)).trimEnd()
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    const why = error.message.includes('not a git repository')
      ? 'there is none around it'
      : error.message
    throw new UsageError(
      `Expected a git repository at ${options.cwd}, but ${why}. Run heartbench inside one.`,
      { cause: error },
    )
  }
}

/** Identity, proxies and safe directories stay; what would point git at another repository goes. */
function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const misleading =
    /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|PREFIX|NAMESPACE|QUARANTINE_PATH)$/
  const kept = Object.entries(environment).filter(([name]) => !misleading.test(name))
  return Object.fromEntries(kept)
}
