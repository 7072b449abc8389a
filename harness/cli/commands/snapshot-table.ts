// Plain tables and JSON on stdout for the snapshot commands.
import type { SnapshotOrigin } from '../../snapshots/manifest.ts'
import type { Context } from '../context.ts'

/** Columns of numbers to the right, others to the left; two spaces between. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!))
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)))
  const numeric = columns.map((cells) =>
    cells.slice(1).every((cell) => /^[\d,.\s%kMGTB–]*$/.test(cell)),
  )
  const pad = (cell: string, column: number) =>
    numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('')
}

export function printJson(context: Context, value: unknown): void {
  context.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

export function describeOrigin(origin: SnapshotOrigin): string {
  if (origin.kind === 'recipe')
    return `recipe ${origin.recipe} ${origin.recipeVersion}, scale ${origin.scale}, seed ${origin.seed}`
  const from = origin.from === 'python' ? 'imported from the Python server' : 'imported'
  return `${from} ${origin.importedAt.slice(0, 10)}${origin.anonymised ? ', anonymised' : ''}`
}
