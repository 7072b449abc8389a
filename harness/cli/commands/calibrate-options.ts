// `calibrate` on the command line.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { CALIBRATION_FORMATS } from '../calibration/calibrate-options.ts'
import type { Context } from '../context.ts'
import { PROFILE_NAMES } from '../profiles.ts'
import { calibrateCommand } from './calibrate.ts'

export function addCalibrateCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  program
    .command('calibrate')
    .description('how often are unchanged builds blamed here, and which changes are found?')
    .argument('[ref]', 'ref[:variant] to measure beside itself', 'HEAD')
    .option('-m, --minutes <n>', 'for all long sessions together', minutes, 60)
    .option('-s, --scenario <name...>', 'measure only these; * stands for anything')
    .option('--fault <fault...>', 'these faults instead of the usual ones')
    .option('--no-fault', 'unchanged builds only')
    .option('--sessions <n>', 'sessions to measure as they are, of two kinds each', whole, 0)
    .option('--draws <n>', 'sessions to draw of each kind', whole, 300)
    .addOption(
      new Option('--profile <name>', 'what a unit holds, and the looks of drawn sessions')
        .choices(PROFILE_NAMES)
        .default('pr'),
    )
    .option('--snapshot <name>', 'a scale, the name of an imported snapshot, or a database file')
    .option('-c, --config <file>', 'config file; default: the nearest one')
    .option(
      '-o, --out <directory>',
      'where sessions and tables go; default: calibration in reports',
    )
    .option('--from <directory>', 'judge what lies there again; nothing is measured or kept')
    .option('--replace', 'keep the result even where what is kept already knows more')
    .addOption(
      new Option('--format <name>', 'how the tables are printed')
        .choices(CALIBRATION_FORMATS)
        .default('terminal'),
    )
    .addOption(new Option('--brief').hideHelp())
    .action(async (ref: string, options) => exit(await calibrateCommand(context, ref, options)))
}

function minutes(text: string): number {
  if (/^\d{1,4}(?:\.\d+)?$/.test(text) && Number(text) > 0) return Number(text)
  throw new InvalidArgumentError('Expected minutes above 0, such as 90.')
}

function whole(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number from 0 to 99999.')
}
