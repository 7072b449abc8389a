// `attribute` on the command line: what `compare` takes, and how a chain is named.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { MAX_STEPS } from '../resolve-chain.ts'
import { attributeCommand } from './attribute.ts'
import { addMeasuringOptions } from './compare-options.ts'

export function addAttributeCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  const command = program
    .command('attribute')
    .description('measure a chain of builds, and say which step brought which part of a change')
    .argument('[chain...]', 'base..head, or targets in order; default: the config’s only chain')
  addMeasuringOptions(command)
    .option('--chain <name>', 'a chain of the config')
    .option('--into-merges', 'the commits of a merge as steps, where they continue the line')
    .addOption(
      new Option('--max-steps <n>', `refuse longer chains; default: ${MAX_STEPS}`).argParser(steps),
    )
    .action(async (typed: string[], options) =>
      exit(await attributeCommand(context, typed, options)),
    )
}

function steps(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number from 1 to 999.')
}
