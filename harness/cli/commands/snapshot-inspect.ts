// `snapshot inspect`: what is in a snapshot and where its bytes are.
import { formatBytes, formatCount, formatShare } from '../../core/format.ts'
import { EXIT } from '../../core/errors.ts'
import { findSnapshot } from '../../snapshots/find-snapshot.ts'
import { inspectSnapshot } from '../../snapshots/inspect-snapshot.ts'
import type { Inspection } from '../../snapshots/inspect-snapshot.ts'
import { cacheDirectory } from '../context.ts'
import type { Context } from '../context.ts'
import { describeOrigin, printJson, renderTable } from './snapshot-table.ts'

export async function snapshotInspectCommand(
  context: Context,
  named: string,
  options: { readonly json?: boolean },
): Promise<number> {
  const { directory } = context
  const places = { cacheDirectory: cacheDirectory(context), directory }
  const inspection = await inspectSnapshot(await findSnapshot(named, places))
  if (options.json) printJson(context, inspection)
  else context.stdout.write(describe(inspection))
  return EXIT.pass
}

function describe(inspection: Inspection): string {
  return [describeFile(inspection), bucketTable(inspection), objectTable(inspection)].join('\n')
}

function describeFile({ name, path, bytes, schema, pages, manifest }: Inspection): string {
  const facts = [
    ['name', name],
    ['path', path],
    [
      'origin',
      manifest === null ? 'a file of yours, without a manifest' : describeOrigin(manifest.origin),
    ],
    ['schema', `${schema}`],
    [
      'size',
      `${formatBytes(bytes)}: ${formatCount(pages.count)} pages of ${pages.bytes} bytes, ${formatCount(pages.free)} free`,
    ],
    ...(manifest === null
      ? []
      : [
          ['rows', `SHA-256 ${manifest.logicalDigest}`],
          ['file', `SHA-256 ${manifest.fileDigest}`],
        ]),
  ]
  return facts.map(([key, value]) => `${key!.padEnd(8)}${value}\n`).join('')
}

function bucketTable({ buckets, events, distinctTexts }: Inspection): string {
  const rows = buckets.map((bucket) => [
    bucket.id,
    formatCount(bucket.events),
    formatCount(bucket.distinctTexts),
    formatBytes(bucket.textBytes),
    bucket.events === 0 ? '–' : formatShare(bucket.instants / bucket.events),
    bucket.start ?? '–',
    bucket.end ?? '–',
  ])
  const textBytes = buckets.reduce((sum, bucket) => sum + bucket.textBytes, 0)
  const instants = buckets.reduce((sum, bucket) => sum + bucket.instants, 0)
  return renderTable([
    ['bucket', 'events', 'distinct texts', 'texts', 'instants', 'first start', 'last end'],
    ...rows,
    [
      'all',
      formatCount(events),
      formatCount(distinctTexts),
      formatBytes(textBytes),
      formatShare(instants / events),
      '',
      '',
    ],
  ])
}

function objectTable({ objects, pages }: Inspection): string {
  if (objects === null)
    return `Bytes per table and index are not known: this SQLite has no dbstat. ${formatCount(pages.count)} pages in all.\n`
  return renderTable([
    ['table or index', 'kind', 'pages', 'size', 'unused'],
    ...objects.map((object) => [
      object.name,
      object.kind,
      formatCount(object.pages),
      formatBytes(object.bytes),
      formatShare(object.unusedBytes / object.bytes),
    ]),
  ])
}
