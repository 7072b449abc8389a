// `gate` on the command line: what `compare` takes, and where the outcome goes.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { addMeasuringOptions } from './compare-options.ts'
import { gateCommand } from './gate.ts'

export function addGateCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  const command = program
    .command('gate')
    .description('compare, then pass or fail by the rules of the config (docs/gate.md)')
    .argument('[refs...]', 'as for compare')
  addMeasuringOptions(command)
    .option('--from <session>', 'judge a session file again instead of measuring')
    .option('--junit <file>', 'write the outcome as JUnit XML')
    .option('--github', 'annotations, job summary and step outputs; default on GitHub Actions')
    .option('--no-github', 'none of them')
    .addOption(
      new Option('--today <day>', 'the day exceptions are held against; default: today').argParser(
        day,
      ),
    )
    .action(async (refs: string[], options) => exit(await gateCommand(context, refs, options)))
}

/** `2026-11-28`, and a day that exists. */
function day(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`)
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time))
    if (new Date(time).toISOString().startsWith(text)) return text
  throw new InvalidArgumentError('Expected a day such as 2026-11-28.')
}
