// The commits of a range, oldest first and the base before them, each a child of the one before: only then is what
// differs between two neighbours what a commit changed.
import { UsageError } from '../core/errors.ts'
import { runGitIn } from './git.ts'
import type { RangeName } from './parse-range.ts'
import type { Repository } from './ref.ts'
import { findCommit } from './resolve-ref.ts'

export interface RangeCommit {
  readonly commit: string
  readonly shortId: string
  readonly tree: string
  /** The first is the line that the commit continues. */
  readonly parents: readonly string[]
}

export interface CommitRange {
  /** At least two, the base first. */
  readonly commits: readonly RangeCommit[]
  /** Short ids of merges that stayed one step although their commits were asked for. */
  readonly closed: readonly string[]
}

/**
 * Along first parents a merge is one step, named as the merge. With `intoMerges` the commits that it brought are steps
 * instead, where they continue the step before: builds of commits that began elsewhere lack what the line already has.
 */
export async function listRange(
  repository: Repository,
  { input, base, head }: RangeName,
  intoMerges: boolean,
): Promise<CommitRange> {
  const [from, to] = [await findCommit(repository, base), await findCommit(repository, head)]
  const line = await firstParents(repository, from, to)
  const [oldest] = line
  if (oldest === undefined) throw new UsageError(await explainEmpty(repository, input, from, to))
  const [start] = await describeCommits(repository, '-1', from)
  if (oldest.parents[0] !== from) throw new UsageError(explainElsewhere(input, base, head, oldest))
  if (!intoMerges) return { commits: [start!, ...line], closed: [] }
  return await enterMerges(repository, start!, line)
}

async function enterMerges(
  repository: Repository,
  start: RangeCommit,
  line: readonly RangeCommit[],
): Promise<CommitRange> {
  const commits = [start]
  const closed: string[] = []
  for (const commit of line) {
    const merged = await mergedCommits(repository, commit)
    if (merged === undefined) commits.push(commit)
    else if (merged[0]?.parents[0] !== commit.parents[0]) {
      closed.push(commit.shortId)
      commits.push(commit)
    } else {
      const inner = await enterMerges(repository, commits.at(-1)!, merged)
      commits.push(...inner.commits.slice(1))
      closed.push(...inner.closed)
      // A merge that brings nothing of its own would be measured twice.
      if (commits.at(-1)!.tree !== commit.tree) commits.push(commit)
    }
  }
  return { commits, closed }
}

/** What a merge of two brought, oldest first; undefined for any other commit. */
async function mergedCommits(
  repository: Repository,
  { parents }: RangeCommit,
): Promise<readonly RangeCommit[] | undefined> {
  const [line, merged, ...others] = parents
  if (merged === undefined || line === undefined) return undefined
  return others.length > 0 ? [] : await firstParents(repository, line, merged)
}

async function firstParents(
  repository: Repository,
  from: string,
  to: string,
): Promise<readonly RangeCommit[]> {
  return await describeCommits(repository, '--first-parent', '--reverse', `${from}..${to}`)
}

async function describeCommits(
  repository: Repository,
  ...which: string[]
): Promise<readonly RangeCommit[]> {
  const format = '--format=%H%x00%h%x00%T%x00%P'
  const text = await runGitIn(repository, 'log', '--no-show-signature', format, ...which, '--')
  const lines = text.split('\n').filter(Boolean)
  return lines.map((line) => {
    const [commit = '', shortId = '', tree = '', parents = ''] = line.split('\0')
    return { commit, shortId, tree, parents: parents.split(' ').filter(Boolean) }
  })
}

async function explainEmpty(
  repository: Repository,
  input: string,
  from: string,
  to: string,
): Promise<string> {
  const expected = `Expected commits in ${input}, found none:`
  if (from === to) return `${expected} both ends are the same commit.`
  const back = await firstParents(repository, to, from)
  return back.length > 0
    ? `${expected} its head lies before its base. Name the older one first.`
    : `${expected} its head is part of its base already.`
}

function explainElsewhere(input: string, base: string, head: string, oldest: RangeCommit): string {
  const [parent] = oldest.parents
  const expected = `Expected ${base} on the line of first parents of ${head}, so that ${input} begins with it, but the oldest commit of that line, ${oldest.shortId},`
  return parent === undefined
    ? `${expected} has no parent here: the two have no history in common, or the repository is shallow (run "git fetch --unshallow").`
    : `${expected} continues another one. Name ${parent.slice(0, 10)}..${head}, where the line leaves ${base}.`
}
