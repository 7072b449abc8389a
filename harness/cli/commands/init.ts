// `init`: a config and workflows for a project that has none. It asks nothing, runs nothing of the project, and
// overwrites nothing unless told to.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Command } from 'commander'
import { CONFIG_NAMES, parseConfig } from '../../config/load-config.ts'
import { EXIT, UsageError } from '../../core/errors.ts'
import { composeConfig } from '../../init/compose-config.ts'
import { detectProject } from '../../init/detect.ts'
import { readProjectFiles } from '../../init/project-files.ts'
import { findProjectRoot } from '../project-root.ts'
import type { ProjectRoot } from '../project-root.ts'
import type { Context } from '../context.ts'
import { readWorkflows } from '../workflow-files.ts'
import { wrap } from '../wrap.ts'

interface InitOptions {
  readonly force?: boolean
  readonly workflow: boolean
}

export function addInitCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  program
    .command('init')
    .description('write a config and workflows for the project you are in')
    .option('--force', 'overwrite what is there')
    .option('--no-workflow', 'only the config')
    .action(async (options) => exit(await initCommand(context, options)))
}

const CONFIG = 'heartbench.config.json'

async function initCommand(context: Context, options: InitOptions): Promise<number> {
  const root = await findProjectRoot(context)
  const detected = detectProject(readProjectFiles(root.directory))
  const config = composeConfig(detected, root.baseline)
  // What is written must load; if not, that is a mistake of ours and not of the project.
  parseConfig(CONFIG, JSON.parse(config.text))
  const files = new Map<string, string>([
    [CONFIG, config.text],
    ...(options.workflow ? await readWorkflows() : []),
  ])
  checkFree(root, [...files.keys()], options.force === true)
  for (const [name, text] of files) await write(join(root.directory, name), text)
  const shown = (name: string) => relative(context.directory, join(root.directory, name)) || name
  context.stdout.write([...files.keys()].map((name) => `${shown(name)}\n`).join(''))
  context.stderr.write(advice(context, root, detected.kind, config.doubts))
  return EXIT.pass
}

/** All or nothing: a project must not be left with half of what was meant. */
function checkFree({ directory }: ProjectRoot, names: readonly string[], force: boolean): void {
  const others = CONFIG_NAMES.filter((name) => name !== CONFIG)
  const shadowing = others.find((name) => existsSync(join(directory, name)))
  if (shadowing !== undefined)
    throw new UsageError(
      `Expected no config in ${directory}, found ${shadowing}, which would be read instead of ${CONFIG}. Check it with: heartbench doctor --project`,
    )
  const taken = names.filter((name) => existsSync(join(directory, name)))
  if (taken.length === 0 || force) return
  throw new UsageError(
    `Expected no ${taken.join(', no ')} in ${directory}, found ${taken.length === 1 ? 'one' : 'them'}. Nothing was written; --force overwrites.`,
  )
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

function advice(
  { stderr }: Context,
  { git }: ProjectRoot,
  kind: string,
  doubts: readonly string[],
): string {
  const width = Math.min(80, stderr.columns ?? 80)
  const steps = [
    ...doubts,
    ...(git
      ? []
      : ['This is no git repository yet: git init, and commit what you want to compare.']),
    'Keep reports/ out of git (.gitignore): sessions and reports are written there.',
  ]
  const list = steps.map((step) => wrap(`- ${step}`, width)).join('\n')
  return `Found a project of this kind: ${kind}. To check:\n${list}\nThen: heartbench doctor --project\n`
}
