// What can be told of a project's config without building anything.
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { LoadedConfig } from '../config/load-config.ts'
import { UsageError } from '../core/errors.ts'
import { GitError, openRepository, runGitIn } from '../refs/git.ts'
import { parseTargetNames } from '../refs/parse-target-name.ts'
import type { Repository } from '../refs/ref.ts'
import { result } from './project-check.ts'
import type { ProjectResult } from './project-check.ts'
import type { Context } from './context.ts'

export async function checkProjectFiles(
  context: Context,
  loaded: LoadedConfig,
): Promise<ProjectResult[]> {
  const { scenarios } = loaded.config
  const names = scenarios.map(({ name }) => name).join(', ')
  return [
    result(
      'config',
      'Config',
      'ok',
      relative(context.directory, loaded.file),
      `Scenarios: ${names}.`,
    ),
    ...(await checkRepository(context, loaded)),
    checkPort(loaded),
    checkLock(loaded),
  ]
}

async function checkRepository(
  { environment }: Context,
  { directory, config }: LoadedConfig,
): Promise<ProjectResult[]> {
  const repository = await openRepository({ directory, environment }).catch((error: unknown) => {
    if (error instanceof UsageError) return error
    throw error
  })
  if (repository instanceof UsageError)
    return [result('git', 'Git', 'bad', 'no repository', `${repository.message} Refs are commits.`)]
  return [await checkHistory(repository), await checkBaseline(repository, config.compare)]
}

async function checkHistory(repository: Repository): Promise<ProjectResult> {
  const commits = await ask(repository, 'rev-list', '--count', 'HEAD')
  if (commits === undefined)
    return result('git', 'Git', 'bad', 'no commit', 'Commit something: refs are commits.')
  const isShallow = (await ask(repository, 'rev-parse', '--is-shallow-repository')) === 'true'
  return isShallow
    ? result(
        'git',
        'Git',
        'caution',
        'only a part of the history',
        'The baseline may be missing: fetch all of it (git fetch --unshallow; fetch-depth: 0 in a workflow).',
      )
    : result(
        'git',
        'Git',
        'ok',
        `${commits} commit${commits === '1' ? '' : 's'}`,
        'Refs can be built.',
      )
}

/** The refs of the config, or nothing to look for. */
async function checkBaseline(
  repository: Repository,
  compare: readonly string[],
): Promise<ProjectResult> {
  const title = 'Refs'
  if (compare.length === 0)
    return result('refs', title, 'ok', 'none in the config', 'Name them: heartbench compare main .')
  const refs = parseTargetNames(compare).map(({ ref }) => ref)
  for (const ref of refs) {
    const commit = ref === '.' ? 'HEAD' : ref
    if (
      (await ask(repository, 'rev-parse', '--verify', '--quiet', `${commit}^{commit}`)) ===
      undefined
    )
      return result(
        'refs',
        title,
        'bad',
        `"${ref}" is no commit here`,
        'Correct compare in the config, or fetch the branch.',
      )
  }
  return result('refs', title, 'ok', refs.join(', '), 'All of them are commits.')
}

function checkPort({ config }: LoadedConfig): ProjectResult {
  const variables = Object.entries(config.environment).map(([name, text]) => `${name}=${text}`)
  const texts = [...config.start, ...variables]
  const found = texts.find((text) => text.includes('{port}'))
  return found === undefined
    ? result(
        'port',
        'Port',
        'bad',
        'no {port} in start or environment',
        'Every process gets a free port of its own and has to be told: add "--port", "{port}" to start, or "PORT": "{port}" to environment.',
      )
    : result('port', 'Port', 'ok', found, 'The server is told its port.')
}

function checkLock({ config, directory }: LoadedConfig): ProjectResult {
  const { install, lockFile } = config
  const state = (found: string, meaning: string, bad = false) =>
    result('lock-file', 'Lock file', bad ? 'bad' : 'caution', found, meaning)
  if (lockFile !== undefined && !existsSync(join(directory, lockFile)))
    return state(
      `${lockFile} is missing`,
      'Correct lockFile in the config, or commit the file.',
      true,
    )
  if (install !== undefined && lockFile === undefined)
    return state(
      'none in the config',
      'Builds may get other versions of their dependencies, and every build installs anew: name it in lockFile.',
    )
  return result(
    'lock-file',
    'Lock file',
    'ok',
    lockFile ?? 'nothing is installed',
    'Builds get the same dependencies where they ask for the same.',
  )
}

async function ask(repository: Repository, ...question: string[]): Promise<string | undefined> {
  try {
    return (await runGitIn(repository, ...question)).trim()
  } catch (error) {
    if (error instanceof GitError) return undefined
    throw error
  }
}
