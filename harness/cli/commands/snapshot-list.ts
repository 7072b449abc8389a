// `snapshot list`: what is in the cache, damaged entries too.
import { formatBytes, formatCount } from '../../core/format.ts'
import { EXIT } from '../../core/errors.ts'
import { listSnapshots } from '../../snapshots/list-snapshots.ts'
import type { ListedEntry } from '../../snapshots/list-snapshots.ts'
import { cacheDirectory } from '../context.ts'
import type { Context } from '../context.ts'
import { describeOrigin, printJson, renderTable } from './snapshot-table.ts'

export async function snapshotListCommand(
  context: Context,
  options: { readonly json?: boolean },
): Promise<number> {
  const listed = await listSnapshots(cacheDirectory(context))
  if (options.json) printJson(context, listed.map(toJson))
  else if (listed.length > 0)
    context.stdout.write(
      renderTable([['name', 'events', 'size', 'schema', 'digest', 'origin'], ...listed.map(toRow)]),
    )
  else
    context.stderr.write(
      'No snapshots yet; make one with: heartbench snapshot make --scale golden\n',
    )
  return EXIT.pass
}

function toJson({ name, entry }: ListedEntry) {
  if (entry.state === 'absent') return { name, state: entry.state }
  if (entry.state !== 'whole') return { name, state: entry.state, problem: entry.problem }
  const { path, bytes, manifest } = entry.snapshot
  return { name, state: entry.state, path, bytes, manifest }
}

function toRow({ name, entry }: ListedEntry): string[] {
  if (entry.state === 'absent') return [name, '', '', '', '', 'gone']
  if (entry.state !== 'whole') return [name, '', '', '', '', `${entry.state}: ${entry.problem}`]
  const { bytes, manifest } = entry.snapshot
  const { events, schema, logicalDigest, origin } = manifest!
  const digest = logicalDigest.slice(0, 12)
  const size = formatBytes(bytes)
  return [name, formatCount(events), size, `${schema}`, digest, describeOrigin(origin)]
}
