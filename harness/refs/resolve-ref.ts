// From what the user typed to one commit, once; or to the working tree as it is now.
import { UsageError } from '../core/errors.ts'
import { captureWorktree } from './capture-worktree.ts'
import { GitError, runGitIn } from './git.ts'
import type { Ref, Repository } from './ref.ts'
import { suggestNames } from './suggest-names.ts'

export async function resolveRef(request: {
  readonly repository: Repository
  readonly ref: string
  /** Directory of our own for what `.` captures, such as the run's. */
  readonly captureParent: string
}): Promise<Ref> {
  const { repository, ref, captureParent } = request
  if (ref !== '.') {
    const commit = await findCommit(repository, ref)
    return {
      kind: 'commit',
      input: ref,
      dirty: false,
      ...(await describeCommit(repository, commit)),
    }
  }
  if (repository.bare)
    throw new UsageError(
      `"." means the working tree, but ${repository.root} has none. Name a branch, tag or commit.`,
    )
  const head = await describeCommit(repository, await findCommit(repository, 'HEAD'))
  const captured = await captureWorktree(repository, captureParent)
  return { kind: 'worktree', input: ref, ...head, ...captured }
}

/** The full id of what git resolves to a commit; rejects with what was meant, perhaps. */
export async function findCommit(repository: Repository, ref: string): Promise<string> {
  try {
    const commit = await runGitIn(repository, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`)
    return commit.trim()
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    throw new UsageError(await explainUnknownRef(repository, ref), { cause: error })
  }
}

async function describeCommit(repository: Repository, commit: string) {
  const format = '--format=%h%x00%s%x00%cI'
  const text = await runGitIn(repository, 'log', '-1', '--no-show-signature', format, commit)
  const [shortId = '', subject = '', committedAt = ''] = text.trimEnd().split('\0')
  return { commit, shortId, subject, committedAt }
}

async function explainUnknownRef(repository: Repository, ref: string): Promise<string> {
  const format = '--format=%(refname:lstrip=2)'
  const namespaces = ['refs/heads', 'refs/tags', 'refs/remotes']
  const names = (await runGitIn(repository, 'for-each-ref', format, ...namespaces)).split('\n')
  const shallow = await runGitIn(repository, 'rev-parse', '--is-shallow-repository')
  const close = suggestNames(ref, names.filter(Boolean))
  const message = `Expected a branch, tag or commit of ${repository.root}, got "${ref}".`
  if (close.length > 0) return `${message} Did you mean ${close.join(' or ')}?`
  if (shallow.trim() === 'true')
    return `${message} The repository is shallow and may lack it: run "git fetch --unshallow --tags".`
  if (names.every((name) => name === '')) return `${message} The repository has no commit yet.`
  return `${message} See "git branch --all" and "git tag", or fetch it first.`
}
