// The commits that `base..head` names, with what people want to know of each.
import { UsageError } from '../core/errors.ts'
import { GitError, runGitIn } from './git.ts'
import type { Repository } from './ref.ts'

export interface RangeCommit {
  readonly id: string
  /** Full ids, also of commits outside of the range; one at most with `firstParent`. */
  readonly parents: readonly string[]
  readonly shortId: string
  readonly subject: string
  /** `Name <address>` */
  readonly author: string
  /** ISO 8601 with offset. */
  readonly authoredAt: string
}

export interface RangeRequest {
  readonly repository: Repository
  /** Full ids. */
  readonly base: string
  readonly head: string
  /** Merges count for all that they brought; what lies beside the first parents is left out. */
  readonly firstParent: boolean
}

/** Parents stand before their children, so that head is the last. */
export async function readRange(request: RangeRequest): Promise<readonly RangeCommit[]> {
  const { repository, base, head, firstParent } = request
  await checkAncestor(request)
  const format = '--format=%H%x00%P%x00%h%x00%s%x00%an <%ae>%x00%aI'
  const order = ['--topo-order', '--reverse', ...(firstParent ? ['--first-parent'] : [])]
  const quiet = ['--no-show-signature', '--no-patch', '--no-decorate']
  const text = await runGitIn(repository, 'log', ...quiet, ...order, format, `${base}..${head}`)
  const commits = text
    .split('\n')
    .filter(Boolean)
    .map((line) => parseCommit(line, firstParent))
  if (firstParent) checkFirstParents(commits, base)
  return commits
}

/** Then the row of commits begins where base ends. */
function checkFirstParents([first]: readonly RangeCommit[], base: string): void {
  if (first?.parents[0] === base) return
  throw new UsageError(
    'Expected base among the first parents of head with --first-parent, but it came in by a merge. Name another base, or leave --first-parent out.',
  )
}

function parseCommit(line: string, firstParent: boolean): RangeCommit {
  const [id = '', parents = '', shortId = '', subject = '', author = '', authoredAt = ''] =
    line.split('\0')
  const all = parents.split(' ').filter(Boolean)
  return {
    id,
    parents: firstParent ? all.slice(0, 1) : all,
    shortId,
    subject,
    author,
    authoredAt,
  }
}

/** Between two branches there is no row of commits that leads from one to the other. */
async function checkAncestor({ repository, base, head }: RangeRequest) {
  if (base === head)
    throw new UsageError(
      'Expected commits between base and head, but both are the same commit. Name an older base.',
    )
  const fork = await findFork(repository, base, head)
  if (fork !== base)
    throw new UsageError(`Expected base to be an ancestor of head, but ${whyNot(fork, head)}.`)
}

function whyNot(fork: string | undefined, head: string): string {
  if (fork === undefined)
    return 'they have no commit in common (a shallow repository may lack it: "git fetch --unshallow")'
  if (fork === head) return 'head is one of base. Name them the other way round'
  return `they forked at ${fork.slice(0, 12)}. Search from there: ${fork.slice(0, 12)}..${head.slice(0, 12)}`
}

async function findFork(
  repository: Repository,
  base: string,
  head: string,
): Promise<string | undefined> {
  try {
    return (await runGitIn(repository, 'merge-base', base, head)).trim()
  } catch (error) {
    if (error instanceof GitError) return undefined
    throw error
  }
}
