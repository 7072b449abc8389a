// `merge`: sessions of several machines become one file, which `report`, `gate` and `comment` read like any other.
import { readdir, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { EXIT, UsageError } from '../../core/errors.ts'
import { mergeSessions } from '../../results/merge/merge-sessions.ts'
import type { SessionSource } from '../../results/merge/session-source.ts'
import { readSession } from '../../results/read-session.ts'
import { writeSession } from '../../results/write-session.ts'
import { checkWritable } from '../check-writable.ts'
import type { Context } from '../context.ts'
import { describeShards } from '../shard-lines.ts'
import { toolVersion } from '../tool-version.ts'

interface MergeOptions {
  readonly out: string
  readonly expect?: number
}

export function addMergeCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  program
    .command('merge')
    .description('join sessions of the same targets, measured in several places, without loss')
    .argument('<sessions...>', '.session.jsonl files, or folders that hold them')
    .requiredOption('-o, --out <file>', 'the joined session; must not exist')
    .addOption(
      new Option('--expect <n>', 'refuse any other number of sessions').argParser(wholeNumber),
    )
    .action(async (paths: string[], options) => exit(await mergeCommand(context, paths, options)))
}

async function mergeCommand(
  context: Context,
  paths: readonly string[],
  { out, expect }: MergeOptions,
): Promise<number> {
  const file = resolve(context.directory, out)
  await checkWritable(resolve(file, '..'), 'Name another with --out.')
  const files = await findSessions(context, paths, file)
  if (expect !== undefined && files.length !== expect)
    throw new UsageError(
      `Expected ${expect} sessions, found ${files.length}${files.length === 0 ? '' : `: ${files.join(', ')}`}. What a missing shard was to measure would not be judged at all.`,
    )
  const sources: SessionSource[] = []
  for (const name of files)
    sources.push({ file: name, session: await readSession(resolve(context.directory, name)) })
  const merged = mergeSessions(sources, { name: 'heartbench', version: toolVersion() })
  await writeSession(file, merged)
  context.stdout.write(describeShards(merged))
  context.stdout.write(`Session file: ${relative(context.directory, file)}\n`)
  return EXIT.pass
}

const ENDING = '.session.jsonl'

/** As typed; of a folder every session file below it, without what would be written. */
async function findSessions(
  { directory }: Context,
  paths: readonly string[],
  out: string,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const path of paths) {
    const full = resolve(directory, path)
    const isFolder = await stat(full).then(
      (stats) => stats.isDirectory(),
      () => false,
    )
    found.push(...(isFolder ? await sessionsBelow(path, full) : [path]))
  }
  return found.filter((path) => resolve(directory, path) !== out)
}

async function sessionsBelow(path: string, folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, encoding: 'utf8' })
  const sessions = names.filter((name) => name.endsWith(ENDING)).sort()
  if (sessions.length > 0) return sessions.map((name) => join(path, name))
  throw new UsageError(`Expected files that end in ${ENDING} below ${path}, found none.`)
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number from 1 to 9999.')
}
