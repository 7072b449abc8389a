// A build's own repository: it borrows the user's objects, is detached at the commit, knows the tags (so that
// `git describe` works in it) and is registered nowhere. Like `git clone --shared`, but also from shallow
// repositories, where that would copy everything.
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { restoreCapture } from './capture-worktree.ts'
import { runGit, runGitIn } from './git.ts'
import type { Ref, Repository } from './ref.ts'

/** Fills an absent or empty directory with the files of the ref. */
export async function checkOut(repository: Repository, ref: Ref, directory: string): Promise<void> {
  const { environment } = repository
  await mkdir(directory, { recursive: true })
  const options = { cwd: directory, environment }
  await initBorrowing(repository, directory)
  await runGit(['update-ref', '--no-deref', 'HEAD', ref.commit], options)
  if (ref.kind === 'commit') {
    await runGit(['checkout', '--quiet', '--force', '--detach', ref.commit], options)
    return
  }
  // The index stays at HEAD: `git describe --dirty` says in the build what it says in the user's tree.
  await runGit(['read-tree', 'HEAD'], options)
  await restoreCapture(ref, directory, environment)
}

async function initBorrowing(repository: Repository, directory: string): Promise<void> {
  const { gitDirectory, environment } = repository
  const format = (await runGitIn(repository, 'rev-parse', '--show-object-format')).trim()
  const settings = ['--quiet', '--template=', `--object-format=${format}`]
  await runGit(['-c', 'init.defaultBranch=main', 'init', ...settings], {
    cwd: directory,
    environment,
  })
  const own = join(directory, '.git')
  await mkdir(join(own, 'objects', 'info'), { recursive: true })
  await writeFile(join(own, 'objects', 'info', 'alternates'), `${join(gitDirectory, 'objects')}\n`)
  await writeFile(join(own, 'packed-refs'), await listTags(repository))
  await copyIfPresent(join(gitDirectory, 'shallow'), join(own, 'shallow'))
}

/** In the format of git's packed-refs file; written directly because a damaged tag must not stop a build. */
async function listTags(repository: Repository): Promise<string> {
  const format = '--format=%(objectname) %(refname)'
  return await runGitIn(repository, 'for-each-ref', format, 'refs/tags')
}

async function copyIfPresent(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
