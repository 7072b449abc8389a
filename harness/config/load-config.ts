// Finds, reads and validates the config file; every complaint names the file and the place in it.
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { z } from 'zod'
import { UsageError } from '../core/errors.ts'
import type { Scenario } from '../core/scenario.ts'
import { configSchema } from './schema.ts'
import type { Config } from './schema.ts'

export interface LoadedConfig {
  readonly file: string
  /** Relative paths in the config refer to this directory. */
  readonly directory: string
  readonly config: Config
}

export const CONFIG_NAMES = [
  'heartbench.config.ts',
  'heartbench.config.mjs',
  'heartbench.config.json',
] as const

/** `named` as given on the command line, else the nearest config file upwards from `directory`. */
export async function loadConfig(directory: string, named?: string): Promise<LoadedConfig> {
  const file = named === undefined ? findConfig(directory) : resolve(directory, named)
  if (file === undefined)
    throw new UsageError(
      `Expected ${CONFIG_NAMES.join(', ')} in ${directory} or above, found none. Write one or name it with --config.`,
    )
  if (!existsSync(file)) throw new UsageError(`Expected a config file at ${file}, found none.`)
  return { file, directory: dirname(file), config: parseConfig(file, await readConfig(file)) }
}

/** For the load generator, which needs only the scenarios. */
export async function loadScenarios(file: string): Promise<readonly Scenario[]> {
  return (await loadConfig(dirname(file), file)).config.scenarios
}

/** The nearest config file upwards from `directory`. */
export function findConfig(directory: string): string | undefined {
  for (const name of CONFIG_NAMES) {
    const file = join(directory, name)
    if (existsSync(file)) return file
  }
  const parent = dirname(directory)
  return parent === directory ? undefined : findConfig(parent)
}

async function readConfig(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(await readFile(file, 'utf8'))
    // A module is loaded once per address: without the time of its last change an edited one would stay what it was.
    const { mtimeMs } = await stat(file)
    const address = `${pathToFileURL(file).href}?changed=${Math.trunc(mtimeMs)}`
    const module = (await import(address)) as { default?: unknown }
    if (module.default !== undefined) return module.default
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`)
  }
  throw new UsageError(`Expected ${file} to export its config as default, it exports none.`)
}

export function parseConfig(file: string, value: unknown): Config {
  const parsed = configSchema.safeParse(value)
  if (!parsed.success)
    throw new UsageError(`${file} is not a valid config:\n${describeIssues(parsed.error)}`)
  assertUniqueNames(file, parsed.data)
  return parsed.data
}

function describeIssues(error: z.ZodError): string {
  return error.issues
    .flatMap((issue) => flatten(issue))
    .map(({ path, message }) => `  ${path.map(String).join('.') || '(top level)'}: ${message}`)
    .join('\n')
}

interface Complaint {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Of a choice that fits nowhere, the alternative that came closest tells where the mistake is. */
function flatten(issue: z.core.$ZodIssue, outer: readonly PropertyKey[] = []): Complaint[] {
  const path = [...outer, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0)
    return [{ path, message: issue.message }]
  const closest = issue.errors.reduce((best, one) => (isCloser(one, best) ? one : best))
  return closest.flatMap((inner) => flatten(inner, path))
}

/** The mistake lies deeper, or there are no more of them. */
function isCloser(one: z.core.$ZodIssue[], other: z.core.$ZodIssue[]): boolean {
  const depth = (issues: z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length))
  if (depth(one) !== depth(other)) return depth(one) > depth(other)
  return one.length <= other.length
}

function assertUniqueNames(file: string, { scenarios, select }: Config): void {
  const names = scenarios.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw new UsageError(`${file}: expected unique scenario names, "${twice}" stands twice.`)
  const unknown = select.find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new UsageError(`${file}: select names "${unknown}", expected one of ${names.join(', ')}.`)
}
