// The workflows that `init` writes are the examples of the documentation, which are tested.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageDirectory } from './tool-version.ts'

/** Path in a project → example below docs/workflows. */
const WORKFLOWS = {
  '.github/workflows/heartbench.yml': 'gate.yml',
  '.github/workflows/heartbench-comment.yml': 'gate-comment.yml',
} as const

/** Path in the project, and text. */
export async function readWorkflows(): Promise<(readonly [string, string])[]> {
  const folder = join(packageDirectory(), 'docs', 'workflows')
  return await Promise.all(
    Object.entries(WORKFLOWS).map(
      async ([path, example]) => [path, await readFile(join(folder, example), 'utf8')] as const,
    ),
  )
}
