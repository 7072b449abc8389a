// The same for programs.
import type { Bisection } from './bisection.ts'
import { exitCodeOf } from './conclusion.ts'
import type { Conclusion } from './conclusion.ts'

export function conclusionJson(conclusion: Conclusion, bisection: Bisection): string {
  const { record, history } = bisection
  const { asked, ends, tried, checked } = record
  const describe = (commit: string) => history.find(({ id }) => id === commit)
  const document = {
    kind: 'bisection',
    schemaVersion: asked.schemaVersion,
    range: asked.range,
    base: asked.base,
    head: asked.head,
    ...asked.subject,
    outcome: conclusion.kind,
    exitCode: exitCodeOf(conclusion, bisection),
    ...(conclusion.kind === 'found' && { found: describe(conclusion.commit) }),
    ...(conclusion.kind === 'ambiguous' && { couldBe: conclusion.commits.map(describe) }),
    commits: history.length,
    ends: withoutKind(ends),
    tried: tried.map(withoutKind),
    checked: withoutKind(checked),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function withoutKind<Line extends { readonly kind: string }>(line: Line | undefined) {
  if (line === undefined) return undefined
  const { kind: _, ...rest } = line
  return rest
}
