// Who owns a run directory, and whether that process is still alive: `owner.json` in it.
import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { readProcess } from './process-table.ts'

export interface RunOwner {
  readonly pid: number
  readonly processStartedAt: string
  /** Pids mean nothing on another machine that shares the cache. */
  readonly host: string
  /** ISO 8601. */
  readonly createdAt: string
}

export function writeOwner(directory: string): void {
  const owner: RunOwner = {
    pid: process.pid,
    processStartedAt: readProcess(process.pid)?.startedAt ?? '',
    host: hostname(),
    createdAt: new Date().toISOString(),
  }
  writeFileSync(join(directory, 'owner.json'), JSON.stringify(owner))
}

/** Undefined when the file is missing or not readable as one. */
export function readOwner(directory: string): RunOwner | undefined {
  try {
    return parseOwner(JSON.parse(readFileSync(join(directory, 'owner.json'), 'utf8')))
  } catch {
    return undefined
  }
}

export function isOwnerAlive(owner: RunOwner): boolean {
  if (owner.host !== hostname()) return true
  const entry = readProcess(owner.pid)
  return entry !== undefined && !entry.zombie && entry.startedAt === owner.processStartedAt
}

function parseOwner(value: unknown): RunOwner | undefined {
  const owner = value as Partial<RunOwner> | null
  const isOwner =
    typeof owner?.pid === 'number' &&
    typeof owner.processStartedAt === 'string' &&
    typeof owner.host === 'string' &&
    typeof owner.createdAt === 'string'
  return isOwner ? (owner as RunOwner) : undefined
}
