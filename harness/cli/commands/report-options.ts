// `report` on the command line.
import type { Command } from 'commander'
import { FORMATS } from '../../report/formats/catalogue.ts'
import type { Context } from '../context.ts'
import { reportCommand } from './report.ts'

export function addReportCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  const longest = Math.max(...FORMATS.map(({ name }) => name.length))
  program
    .command('report')
    .description('judge session files again and write their reports')
    .argument('<sessions...>', '.session.jsonl files')
    .option(
      '-f, --format <names>',
      'instead of Markdown, HTML and a summary: one to stdout, several with commas into --out',
      (names, before: readonly string[] | undefined) => [...(before ?? []), ...names.split(',')],
    )
    .option('--only <name>', 'of a format with several documents this one, such as a label')
    .option('-o, --out <directory>', 'where files go; default: beside the session file')
    .option('--strict', '3 % instead of 5 % as the margin of p50 and p10')
    .addHelpText(
      'after',
      `\nFormats (docs/formats.md):\n${FORMATS.map(({ name, summary }) => `  ${name.padEnd(longest)}  ${summary}\n`).join('')}`,
    )
    .action(async (files: string[], options) => exit(await reportCommand(context, files, options)))
}
