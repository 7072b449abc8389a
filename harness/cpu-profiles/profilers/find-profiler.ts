// Which profiler a server needs: as the config says, else as its start command tells.
import { basename } from 'node:path'
import { UsageError } from '../../core/errors.ts'
import { commandProfiler } from './command.ts'
import { nodeProfiler } from './node.ts'
import type { Profiler } from './profiler.ts'

export type ProfilerSetting = 'auto' | 'node' | { readonly command: readonly string[] }

const NODE_PROGRAMS = new Set(['node', 'nodejs', 'npm', 'npx', 'pnpm', 'yarn', 'tsx', 'ts-node'])

/** Throws UsageError where nobody can know. */
export function findProfiler(setting: ProfilerSetting, start: readonly string[]): Profiler {
  if (typeof setting === 'object') return commandProfiler(setting.command)
  if (setting === 'node' || startsNode(start)) return nodeProfiler
  throw new UsageError(
    `Expected cpuProfiles.profiler in the config, since "${start[0]}" does not tell how to profile what it starts. Set it to "node" if that is Node, or to a command that writes collapsed stacks, such as ["py-spy", "record", "--pid", "{pid}", "--duration", "{seconds}", "--format", "raw", "--output", "{out}"].`,
  )
}

function startsNode(start: readonly string[]): boolean {
  const program = basename(start[0] ?? '')
  return NODE_PROGRAMS.has(program) || /\.[cm]?[jt]s$/.test(program)
}
