// Reads a session file back: every line validated, every error with file and line, and the one thing tolerated
// is a last line without its newline, which a run that was cut off leaves behind.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { UsageError } from '../core/errors.ts'
import { isOpenEnd, isPart } from './continuing.ts'
import { cpuProfileSchema, endSchema, headerSchema, SCHEMA_VERSION, unitSchema } from './schema.ts'
import type { CpuProfile, Session, SessionEnd, SessionHeader, UnitResult } from './schema.ts'
import { upgradeHeader } from './upgrade.ts'

export async function readSession(path: string): Promise<Session> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new UsageError(`Expected a session file at ${path}, found nothing.`)
  })
  return parseSession(text, path)
}

/** `file` only names the source in errors and notes. */
export function parseSession(text: string, file: string): Session {
  const lines = text.split('\n')
  const tail = lines.pop()!
  if (lines.length === 0)
    throw new UsageError(
      `${file}:1: Expected a header line, found ${tail === '' ? 'an empty file' : 'part of a line'}.`,
    )
  const values = lines.map((line, index) => parseJson(line, `${file}:${index + 1}`))
  const header = readHeader(values[0], file)
  const { end, ...body } = readBody(values.slice(1), file)
  for (const unit of body.units) checkOrigin(unit, header, file)
  const notes = tail === '' ? header.notes : [...header.notes, { code: 'partial-line', file }]
  return { header: { ...header, notes }, ...body, ...(end && { end }) }
}

function readHeader(value: unknown, file: string): SessionHeader {
  const at = `${file}:1`
  const version = z.looseObject({ kind: z.literal('session'), schemaVersion: z.number() })
  const { schemaVersion } = validate(version, value, at)
  if (schemaVersion > SCHEMA_VERSION)
    throw new UsageError(
      `${at}: Expected schema version ${SCHEMA_VERSION} or older, got ${schemaVersion}: a newer heartbench wrote this file. Update heartbench to read it.`,
    )
  return validate(headerSchema, upgradeHeader(value as object, schemaVersion), at)
}

/** Units follow the header; after an end that leaves the session open more may follow, after any other nothing. */
function readBody(values: readonly unknown[], file: string) {
  const units: UnitResult[] = []
  const profiles = new Map<string, CpuProfile>()
  let end: SessionEnd | undefined
  for (const [index, value] of values.entries()) {
    const at = `${file}:${index + 2}`
    if (end && !isOpenEnd(end))
      throw new UsageError(
        `${at}: Expected nothing after the end of a ${end.state} session, got a line.`,
      )
    const line = validate(bodyLine, value, at)
    end = line.kind === 'end' ? line : undefined
    if (line.kind === 'end') continue
    if (line.kind === 'cpu-profile') {
      // A run that was cut off before its end may have been continued, and takes its profiles again.
      profiles.set(`${line.shard ?? ''}/${line.scenario}`, line)
      continue
    }
    // The part that an interruption left is measured again.
    if (units.at(-1)?.index === line.index && isPart(units.at(-1)!)) units.pop()
    units.push(inOrder(line, units.at(-1), at))
  }
  const cpuProfiles = [...profiles.values()]
  return { units, end, ...(cpuProfiles.length > 0 && { cpuProfiles }) }
}

const bodyLine = z.discriminatedUnion('kind', [unitSchema, cpuProfileSchema, endSchema])

/** A unit that belongs to no shard would silently count for nothing. */
function checkOrigin({ index, origin }: UnitResult, { shards }: SessionHeader, file: string): void {
  const known = shards?.map(({ header }) => header.id)
  if (origin === undefined ? known === undefined : known?.includes(origin.shard)) return
  throw new UsageError(
    `${file}: Expected unit ${index} to come from ${known?.join(', ') ?? 'this session'}, got ${origin?.shard ?? 'no origin'}.`,
  )
}

function inOrder(unit: UnitResult, previous: UnitResult | undefined, at: string): UnitResult {
  if (previous && unit.index <= previous.index)
    throw new UsageError(
      `${at}: Expected a unit after unit ${previous.index}, got unit ${unit.index}.`,
    )
  return unit
}

function parseJson(line: string, at: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new UsageError(`${at}: Expected a line of JSON, got "${shorten(line)}".`)
  }
}

function validate<Output>(schema: z.ZodType<Output>, value: unknown, at: string): Output {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new UsageError(`${at}: ${describeIssue(issue!, value)}`)
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): string {
  const where = issue.path.map(String).join('.') || 'the line'
  const got = issue.path.reduce<unknown>((inner, key) => (inner as never)?.[key as never], value)
  const wanted = issue.code === 'invalid_type' ? `Expected ${issue.expected}` : issue.message
  return `${wanted} at ${where}, got ${shorten(JSON.stringify(got) ?? 'nothing')}.`
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`
}
