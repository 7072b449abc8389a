// Brings a database file to the state that the store opens, beside the HTTP thread: a migration of a year of
// events takes seconds.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { openWriter } from './connection.ts'
import { fileState, refuseDamaged, type Wanted } from './file-state.ts'
import { importLegacy } from './legacy-import.ts'

export interface Preparation extends Wanted {
  /** The database that a new one begins with; undefined: it begins empty. */
  readonly legacyDatabase: string | undefined
}

const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './prepare-worker.ts' : './prepare-worker.js',
  import.meta.url,
)

/** Resolves when the store can open the file at once. Throws for a file that this server cannot use. */
export async function prepareFile(preparation: Preparation, signal: AbortSignal): Promise<void> {
  mkdirSync(dirname(preparation.file), { recursive: true })
  const state = fileState(preparation)
  const { legacyDatabase } = preparation
  const hasLegacy = legacyDatabase !== undefined && existsSync(legacyDatabase)
  if (state === 'ready' || (state === 'new' && !hasLegacy)) return
  signal.throwIfAborted()
  await inWorker(preparation)
}

/** What the worker does. */
export function prepareNow({ file, schema, journal, legacyDatabase }: Preparation): void {
  if (fileState({ file, schema, journal }) === 'behind') {
    const db = openWriter({ file, schema, journal, beforeChanges: refuseDamaged })
    db.close()
  } else if (legacyDatabase !== undefined) {
    // Under another name until it is whole: half an import would never be made up for.
    const unfinished = `${file}.importing`
    for (const suffix of ['', '-wal', '-shm', '-journal'])
      rmSync(unfinished + suffix, { force: true })
    const db = openWriter({ file: unfinished, schema, journal })
    importLegacy(db, legacyDatabase)
    db.close()
    renameSync(unfinished, file)
  }
}

/** Not to be cut off: that could take the process down, and what is half done would start anew. */
function inWorker(preparation: Preparation): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(ENTRY, { workerData: preparation })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`preparing ${preparation.file} ended early with code ${code}`))
    })
  })
}
