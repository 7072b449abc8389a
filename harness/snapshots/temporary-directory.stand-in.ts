// A directory per test that is gone after it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

export async function openTemporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'heartbench-snapshots-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}
