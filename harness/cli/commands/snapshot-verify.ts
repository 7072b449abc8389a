// `snapshot verify`: are the snapshots still what was made or imported?
import { EXIT, UsageError } from '../../core/errors.ts'
import { findSnapshot } from '../../snapshots/find-snapshot.ts'
import { listSnapshots } from '../../snapshots/list-snapshots.ts'
import { verifySnapshot } from '../../snapshots/verify-snapshot.ts'
import { cacheDirectory } from '../context.ts'
import type { Context } from '../context.ts'
import { withProgress } from './snapshot-progress.ts'
import type { Running } from './snapshot-progress.ts'
import { printJson, renderTable } from './snapshot-table.ts'

interface Verified {
  readonly name: string
  readonly problems: readonly string[]
}

export async function snapshotVerifyCommand(
  context: Context,
  named: readonly string[],
  options: { readonly json?: boolean },
): Promise<number> {
  const listed = await listSnapshots(cacheDirectory(context))
  const names = named.length > 0 ? named : listed.map(({ name }) => name)
  if (names.length === 0)
    throw new UsageError('Expected snapshots to verify, but there are none; make one first.')
  const verified = await withProgress(context, (running) => verifyAll(context, names, running))
  if (options.json) printJson(context, verified)
  else
    context.stdout.write(
      renderTable(
        verified.map(({ name, problems }) => [
          name,
          problems.length === 0 ? 'whole' : problems.join('; '),
        ]),
      ),
    )
  return verified.every(({ problems }) => problems.length === 0) ? EXIT.pass : EXIT.invalid
}

async function verifyAll(
  context: Context,
  names: readonly string[],
  { onProgress, signal }: Running,
): Promise<Verified[]> {
  const places = { cacheDirectory: cacheDirectory(context), directory: context.directory }
  const verified: Verified[] = []
  for (const name of names) {
    onProgress(`Verifying ${name}.`)
    verified.push({ name, problems: await verifyOne(name, places, signal) })
  }
  return verified
}

/** One that cannot even be opened must not keep the others from being looked at. */
async function verifyOne(
  name: string,
  places: Parameters<typeof findSnapshot>[1],
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return await verifySnapshot(await findSnapshot(name, places), signal)
  } catch (error) {
    if (error instanceof UsageError) return [error.message]
    throw error
  }
}
