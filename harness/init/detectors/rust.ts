// Rust: the binary that Cargo.toml names.
import { parse } from 'smol-toml'
import type { Detected } from '../detector.ts'
import { sourcesOf } from '../project-files.ts'
import type { ProjectFiles } from '../project-files.ts'

export function detectRust(files: ProjectFiles): Detected | undefined {
  const text = files.read('Cargo.toml')
  if (text === undefined) return undefined
  const { binaries, isWorkspace } = readCargo(text)
  const [binary = 'server', ...others] = binaries
  const locked = files.names.includes('Cargo.lock') ? ['--locked'] : []
  const doubts = [
    ...(isWorkspace && binaries.length === 0
      ? ['This is a workspace: name the package of the server in build, and its binary in start.']
      : []),
    ...(others.length > 0
      ? [`There are several binaries (${binaries.join(', ')}): check start.`]
      : []),
  ]
  return {
    kind: 'Rust',
    build: ['cargo', 'build', '--release', ...locked],
    start: [`{dir}/target/release/${binary}`],
    sources: sourcesOf(files, ['.rs']),
    doubts,
  }
}

interface Cargo {
  readonly package?: { readonly name?: unknown; readonly 'default-run'?: unknown }
  readonly bin?: unknown
  readonly workspace?: unknown
}

type Binaries = readonly { readonly name?: unknown }[]

function readCargo(text: string) {
  const cargo = parseToml(text)
  const named = Array.isArray(cargo.bin) ? (cargo.bin as Binaries).map(({ name }) => name) : []
  const first = cargo.package?.['default-run']
  const names = [first, ...(named.length > 0 ? named : [cargo.package?.name])]
  return {
    binaries: [...new Set(names.filter((name) => typeof name === 'string'))],
    isWorkspace: cargo.workspace !== undefined,
  }
}

function parseToml(text: string): Cargo {
  try {
    const value: unknown = parse(text)
    return value as Cargo
  } catch {
    return {}
  }
}
