// Where a project lies: at the top of its repository, since refs are built as a whole.
import { UsageError } from '../core/errors.ts'
import { GitError, openRepository, runGitIn } from '../refs/git.ts'
import type { Repository } from '../refs/ref.ts'
import type { Context } from './context.ts'

export interface ProjectRoot {
  readonly directory: string
  /** Whether there is a repository around it. */
  readonly git: boolean
  /** The branch that others are merged into, where one can be told. */
  readonly baseline: string | undefined
}

export async function findProjectRoot({ directory, environment }: Context): Promise<ProjectRoot> {
  try {
    const repository = await openRepository({ directory, environment })
    return { directory: repository.root, git: true, baseline: await findBaseline(repository) }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { directory, git: false, baseline: undefined }
  }
}

/** What the remote calls its default, else the usual names. */
async function findBaseline(repository: Repository): Promise<string | undefined> {
  const remote = await ask(repository, 'symbolic-ref', '--quiet', '--short', REMOTE_HEAD)
  if (remote !== undefined) return remote.replace(/^origin\//, '')
  for (const name of ['main', 'master', 'trunk', 'develop'])
    if (
      (await ask(repository, 'rev-parse', '--verify', '--quiet', `refs/heads/${name}`)) !==
      undefined
    )
      return name
  return undefined
}

const REMOTE_HEAD = 'refs/remotes/origin/HEAD'

async function ask(repository: Repository, ...question: string[]): Promise<string | undefined> {
  try {
    return (await runGitIn(repository, ...question)).trim() || undefined
  } catch (error) {
    if (error instanceof GitError) return undefined
    throw error
  }
}
