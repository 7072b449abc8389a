// `snapshot …`: golden databases. Add a command: one file beside this one and one block here.
import type { Command } from 'commander'
import { SCALE_NAMES } from '../../snapshots/make-snapshot.ts'
import type { Context } from '../context.ts'
import { snapshotImportCommand } from './snapshot-import.ts'
import { snapshotInspectCommand } from './snapshot-inspect.ts'
import { snapshotListCommand } from './snapshot-list.ts'
import { snapshotMakeCommand } from './snapshot-make.ts'
import { snapshotVerifyCommand } from './snapshot-verify.ts'

export function addSnapshotCommands(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  const snapshot = program.command('snapshot').description('golden databases')
  snapshot
    .command('make')
    .description('make a snapshot, or find it made')
    .requiredOption('--scale <scale>', SCALE_NAMES.join(', '))
    .option('--seed <text>', 'seed of the recipe', 'heartbench')
    .option('--schema <version>', 'schema version of ActivityWatch, 1 to 5', '4')
    .action(async (options) => exit(await snapshotMakeCommand(context, options)))
  snapshot
    .command('import')
    .description('copy an ActivityWatch database into the cache, also while its server runs')
    .argument('<database>', 'sqlite.db of the Rust server or peewee-sqlite.v2.db of the Python one')
    .option('--name <name>', 'what to call it; default: after its content')
    .option('--anonymise', 'keep sizes, times and structure, but nothing readable')
    .action(async (file: string, options) =>
      exit(await snapshotImportCommand(context, file, options)),
    )
  snapshot
    .command('list')
    .description('the snapshots in the cache')
    .option('--json', 'as JSON')
    .action(async (options) => exit(await snapshotListCommand(context, options)))
  snapshot
    .command('inspect')
    .description('buckets, texts, tables and indexes of a snapshot')
    .argument('<snapshot>', 'a name in the cache, or a file')
    .option('--json', 'as JSON')
    .action(async (named: string, options) =>
      exit(await snapshotInspectCommand(context, named, options)),
    )
  snapshot
    .command('verify')
    .description('read every byte and row again and compare with the manifest')
    .argument('[snapshots...]', 'names in the cache or files; default: all in the cache')
    .option('--json', 'as JSON')
    .action(async (named: string[], options) =>
      exit(await snapshotVerifyCommand(context, named, options)),
    )
}
