// The golden snapshot as the benchmarks read it: a copy of its own, in the newest schema.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore, type Store } from '../../server/store/store.ts'
import { PROFILES } from '../../server/tuning.ts'

export interface GoldenDatabase {
  readonly file: string
  readonly store: Store
  readonly close: () => Promise<void>
}

/** The file of the golden snapshot, made if it is not there. */
export function goldenSnapshot(): string {
  const cli = fileURLToPath(new URL('../../harness/cli/heartbench.mjs', import.meta.url))
  const make = [cli, 'snapshot', 'make', '--scale', 'golden']
  const printed = execFileSync(process.execPath, make, { encoding: 'utf8' })
  return printed.split('\n')[0]!.trim()
}

export function openGolden(snapshot: string): GoldenDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'heartbench-micro-'))
  const file = join(folder, 'golden.db')
  copyFileSync(snapshot, file)
  const onTrouble = (message: string, error: unknown) => {
    throw new Error(message, { cause: error })
  }
  const store = openStore({ file, tuning: PROFILES.default, onTrouble })
  const close = async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  }
  return { file, store, close }
}
