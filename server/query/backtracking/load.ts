// The engine that backtracks, loaded by the first pattern that needs it: few do, and loading it takes a tenth of the
// time in which a thread starts.
import { createRequire } from 'node:module'
import type { BacktrackingRegex } from './backtracking-regex.ts'

type Engine = typeof import('./backtracking-regex.ts')

const FILE = `./backtracking-regex.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`
let engine: Engine | undefined

/** Throws RegexSyntaxError. */
export function backtrackingRegex(pattern: string): BacktrackingRegex {
  engine ??= createRequire(import.meta.url)(FILE) as Engine
  return engine.backtrackingRegex(pattern)
}
