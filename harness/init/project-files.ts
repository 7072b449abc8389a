// What may be known of a project without running anything of it: names and texts of its files, within limits.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'

export interface ProjectFiles {
  /** Paths from the project's directory, with forward slashes, in order. */
  readonly names: readonly string[]
  /** Undefined when there is none, or it is too large to be source code. */
  readonly read: (name: string) => string | undefined
}

const FILES_MAX = 5000
const FILE_BYTES_MAX = 500_000
const DEPTH_MAX = 6
/** Made by tools, or not what the server is made of. */
const IGNORED = new Set(
  `node_modules vendor target dist build out coverage test tests __tests__ spec docs examples venv env
  __pycache__ reports`.split(/\s+/),
)

export function readProjectFiles(directory: string): ProjectFiles {
  const names: string[] = []
  collect(directory, '', 0, names)
  return { names, read: (name) => readSmall(join(directory, name)) }
}

/** Every file of a project that holds code of one of these endings. */
export function sourcesOf({ names, read }: ProjectFiles, endings: readonly string[]): Source[] {
  return names
    .filter((name) => endings.includes(extname(name)) && !/\.(test|spec|d)\.\w+$/.test(name))
    .flatMap((name) => {
      const text = read(name)
      return text === undefined ? [] : [{ name, text }]
    })
}

export interface Source {
  readonly name: string
  readonly text: string
}

/** Shallow files first: what a project is shows at its top. */
function collect(directory: string, below: string, depth: number, names: string[]): void {
  const entries = readdirSync(join(directory, below), { withFileTypes: true })
  const visible = entries
    .filter(({ name }) => !name.startsWith('.') && !IGNORED.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of visible)
    if (entry.isFile() && names.length < FILES_MAX) names.push(`${below}${entry.name}`)
  if (depth >= DEPTH_MAX) return
  for (const entry of visible)
    if (entry.isDirectory()) collect(directory, `${below}${entry.name}/`, depth + 1, names)
}

function readSmall(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isFile() || stats.size > FILE_BYTES_MAX) return undefined
  return readFileSync(path, 'utf8')
}
