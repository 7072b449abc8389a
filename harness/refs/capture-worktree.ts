// The working tree as a git tree, in a git directory of our own: the user's index, objects and stash are not
// written to, not even their times. Filters (line ends, LFS) are off: the very bytes are captured.
import { lstat, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit, runGitIn } from './git.ts'
import type { Repository } from './ref.ts'

export interface Capture {
  readonly tree: string
  readonly dirty: boolean
  /** Git directory whose index lists the captured files. */
  readonly captureDirectory: string
}

export async function captureWorktree(repository: Repository, parent: string): Promise<Capture> {
  await mkdir(parent, { recursive: true })
  const captureDirectory = await mkdtemp(join(parent, 'capture-'))
  const files = await listFiles(repository)
  await initCapture(repository, captureDirectory)
  const inCapture = (gitArguments: string[], input: string): Promise<string> =>
    runGit([`--git-dir=${captureDirectory}`, `--work-tree=${repository.root}`, ...gitArguments], {
      cwd: repository.root,
      environment: repository.environment,
      input,
    })
  await inCapture(
    ['update-index', '-z', '--add', '--stdin'],
    files.map((file) => `${file}\0`).join(''),
  )
  const tree = (await inCapture(['write-tree'], '')).trim()
  const status = await runGitIn(repository, 'status', '--porcelain', '--ignore-submodules=dirty')
  return { tree, dirty: status !== '', captureDirectory }
}

/** Writes the captured files into a directory. */
export async function restoreCapture(
  { captureDirectory }: Capture,
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  await runGit(
    [
      `--git-dir=${captureDirectory}`,
      `--work-tree=${directory}`,
      'checkout-index',
      '--all',
      '--force',
    ],
    { cwd: directory, environment },
  )
}

async function initCapture({ root, environment }: Repository, directory: string): Promise<void> {
  const options = { cwd: root, environment }
  const format = (await runGit(['rev-parse', '--show-object-format'], options)).trim()
  const settings = ['--quiet', '--bare', '--template=', `--object-format=${format}`]
  await runGit(['init', ...settings, directory], options)
  // Outranks every .gitattributes file in the working tree.
  await mkdir(join(directory, 'info'), { recursive: true })
  const off = '* -text -filter -ident -working-tree-encoding\n'
  await writeFile(join(directory, 'info', 'attributes'), off)
  // Written once and read once: compressing would only cost time.
  await runGit([`--git-dir=${directory}`, 'config', 'core.looseCompression', '0'], options)
}

/** Tracked files that exist and untracked ones that are not ignored; directories are repositories of others. */
async function listFiles(repository: Repository): Promise<string[]> {
  const query = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const listed = (await runGitIn(repository, ...query)).split('\0').filter(Boolean)
  // An unmerged file is listed once for each side.
  const unique = [...new Set(listed)]
  const present = await Promise.all(unique.map((file) => isFile(join(repository.root, file))))
  return unique.filter((_, index) => present[index])
}

async function isFile(path: string): Promise<boolean> {
  try {
    const stats = await lstat(path)
    return stats.isFile() || stats.isSymbolicLink()
  } catch {
    return false
  }
}
