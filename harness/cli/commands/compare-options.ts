// `compare` on the command line.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { parseSpan } from '../parse-quantity.ts'
import { PROFILE_NAMES } from '../profiles.ts'
import { compareCommand } from './compare.ts'

export function addCompareCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  const command = program
    .command('compare')
    .description('build, measure and judge refs; the first is the baseline')
    .argument('[refs...]', '[label=]ref[:variant]; "." is the working tree; default: the config’s')
  addMeasuringOptions(command).action(async (refs: string[], options) =>
    exit(await compareCommand(context, refs, options)),
  )
}

/** What every command that measures takes. */
export function addMeasuringOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'config file; default: the nearest one')
    .option('-u, --units <n>', 'restarts of every build', wholeNumber)
    .addOption(
      new Option(
        '--profile <name>',
        'stop as soon as everything is decided, at planned looks',
      ).choices(PROFILE_NAMES),
    )
    .option('--budget <span>', 'begin no unit that would end later, such as 15min', parseSpan)
    .option('--control', 'measure the baseline twice; default with a profile or --strict')
    .option('--no-control', 'do not')
    .option('--cpu-profiles', 'profile what got faster or slower, and show where the time went')
    .option('-r, --rounds <n>', 'slices per scenario, build and unit', wholeNumber)
    .option('-s, --scenario <name...>', 'measure only these; * stands for anything')
    .option('--snapshot <name>', 'a scale, the name of an imported snapshot, or a database file')
    .option('--plan-from <session>', 'as many rounds and requests as in that session')
    .option('--seed <text>', 'seed of every random order')
    .option('--fault <[label:]fault...>', 'deliberate fault of the candidates, such as cpu=20%')
    .option('-o, --out <directory>', 'where reports and the session file go')
    .option('--strict', '3 % instead of 5 % as the margin of p50 and p10')
    .option('--resume <session>', 'continue a session; what to measure stands in its file')
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number from 1 to 99999.')
}
