// The record on disk: appended to as steps end, so that whatever cuts a bisection off costs one step at most.
import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from '../core/errors.ts'
import { appendLine, createNew } from '../results/json-lines.ts'
import { parseRecord } from './record.ts'
import type { Asked, BisectRecord, RecordLine } from './record.ts'

export const RECORD_ENDING = '.bisect.jsonl'

export async function readRecord(path: string): Promise<BisectRecord> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new UsageError(`Expected a file of a bisection at ${path}, found nothing.`)
  })
  return parseRecord(text, path)
}

export async function createRecord(path: string, asked: Asked): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await createNew(path, asked)
}

export async function appendToRecord(path: string, line: RecordLine): Promise<void> {
  await appendLine(path, line)
}
