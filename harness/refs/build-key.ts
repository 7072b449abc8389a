// Everything that decides what a build contains, as one name. The lock file's content needs no part of its
// own: commit and tree fix it.
import { createHash } from 'node:crypto'
import type { BuildRecipe, Ref } from './ref.ts'

/** Raise when this tool makes builds in another way, so that older ones are not used again. */
const BUILD_FORMAT = 1

/** Starts with the id of the commit or tree, for people who look into the cache. */
export function computeBuildKey(ref: Ref, recipe: BuildRecipe): string {
  const source = ref.kind === 'commit' ? ref.commit : ref.tree
  const { timeoutMs: _, ...relevant } = recipe
  return `${source.slice(0, 10)}-${hashParts([BUILD_FORMAT, ref.kind, source, relevant])}`
}

/** The parts together with the runtime, which decides which native packages are installed. */
export function hashParts(parts: readonly unknown[]): string {
  const runtime = [process.version, process.platform, process.arch]
  const text = JSON.stringify([...parts, runtime], sortKeys)
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** The order in which a config lists its keys means nothing. */
function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.sort(([first], [second]) => (first < second ? -1 : 1)))
}
