// `bisect` on the command line.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { parsePercent } from '../parse-quantity.ts'
import { PROFILE_NAMES } from '../profiles.ts'
import { bisectCommand } from './bisect.ts'

export function addBisectCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  program
    .command('bisect')
    .description('find the first slower commit between two (docs/bisect.md)')
    .argument('[range]', 'base..head[:variant]; base is the older commit')
    .option('-s, --scenario <name>', 'what is asked of the servers')
    .option('-m, --metric <id>', 'what is compared, such as p50')
    .option('--load <name>', 'the load it is read from, where a scenario has several')
    .addOption(
      new Option('--find <change>', 'the change to search for; default: slower').choices([
        'slower',
        'faster',
      ]),
    )
    .addOption(
      new Option(
        '--margin <percent>',
        'how much head must differ to be worth a search; default: the metric’s',
      ).argParser(margin),
    )
    .option('--first-parent', 'take a merge for all that it brought')
    .addOption(
      new Option('--profile <name>', 'looks of every step; default: pr').choices(PROFILE_NAMES),
    )
    .option('-u, --units <n>', 'restarts of every build in a step, read once', wholeNumber)
    .option('-r, --rounds <n>', 'slices per build and unit', wholeNumber)
    .option('--snapshot <name>', 'a scale, the name of an imported snapshot, or a database file')
    .option('--seed <text>', 'seed of every random order')
    .option('-c, --config <file>', 'config file; default: the nearest one')
    .option('-o, --out <directory>', 'where sessions and record go')
    .option('--resume <file>', 'go on with a .bisect.jsonl; what to search stands in it')
    .option('--json', 'the answer as JSON')
    .action(async (range: string | undefined, options) =>
      exit(await bisectCommand(context, range, options)),
    )
}

function margin(text: string): number {
  const ratio = parsePercent(text)
  if (ratio > 0 && ratio <= 10) return ratio
  throw new InvalidArgumentError('Expected more than 0 %, and no more than 1000 %.')
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number from 1 to 99999.')
}
