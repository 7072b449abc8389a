// The commits between two ends as a graph, and which of them may still be the first changed one. Pure: who reads them
// from a repository, and who measures them, is not known here.

export interface HistoryCommit {
  readonly id: string
  /** Those outside of the range belong to base. */
  readonly parents: readonly string[]
}

/** Reachable from head and not from base. Parents stand before their children, and so head is the last. */
export type History = readonly HistoryCommit[]

/** Whether a commit behaves like head or like base, or whether nobody can tell. */
export type Answer = 'changed' | 'same' | 'skip'

export type Answers = ReadonlyMap<string, Answer>

export function headOf(history: History): string {
  const head = history.at(-1)
  if (head === undefined) throw new RangeError('Expected at least one commit after base, got none.')
  return head.id
}

/**
 * In the order of the history. As everywhere in a bisection, what a commit brings stays in all that follow: the first
 * changed one is an ancestor of every changed commit, or that itself, and of no commit that is the same.
 */
export function candidatesOf(history: History, answers: Answers): History {
  const said = (answer: Answer) => history.filter(({ id }) => answers.get(id) === answer)
  const reach = (id: string) => ancestorsOf(history, id)
  const changed = [headOf(history), ...said('changed').map(({ id }) => id)].map(reach)
  const same = said('same').map(({ id }) => reach(id))
  return history.filter(
    ({ id }) => changed.every((each) => each.has(id)) && !same.some((each) => each.has(id)),
  )
}

/** Within the history, the commit itself included. */
export function ancestorsOf(history: History, id: string): ReadonlySet<string> {
  const found = new Set([id])
  // Children come after their parents, so that one way back meets every child before its parents.
  for (const commit of history.toReversed())
    if (found.has(commit.id)) for (const parent of commit.parents) found.add(parent)
  return new Set(history.filter((commit) => found.has(commit.id)).map((commit) => commit.id))
}

/**
 * How many of the commits each one reaches, itself included: what is left to search if it has changed. Only merges
 * have to be walked: any other commit reaches one more than its parent.
 */
export function weighCommits(commits: History): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const { id, parents } of commits) {
    const within = parents.filter((parent) => weights.has(parent))
    const weight =
      within.length > 1
        ? ancestorsOf(commits, id).size
        : 1 + (within[0] === undefined ? 0 : weights.get(within[0])!)
    weights.set(id, weight)
  }
  return weights
}
