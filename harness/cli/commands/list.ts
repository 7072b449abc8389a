// What can be measured: scenarios with why they exist, and variants.
import { loadConfig } from '../../config/load-config.ts'
import { EXIT } from '../../core/errors.ts'
import type { AddCommand } from '../command-table.ts'
import type { Context } from '../context.ts'

export const addListCommand: AddCommand = (program, context, exit) => {
  program
    .command('list')
    .description('the scenarios and variants of the config')
    .option('-c, --config <file>', 'config file; default: the nearest one')
    .action(async (options) => exit(await listCommand(context, options)))
}

async function listCommand(
  { directory, stdout }: Context,
  options: { readonly config?: string },
): Promise<number> {
  const { config } = await loadConfig(directory, options.config)
  const width = Math.max(...config.scenarios.map(({ name }) => name.length))
  const selected = new Set(config.select)
  let table = ''
  for (const scenario of config.scenarios) {
    if (scenario.table !== table) stdout.write(`\n${scenario.table}\n`)
    table = scenario.table
    const mark = selected.size === 0 || selected.has(scenario.name) ? '*' : ' '
    stdout.write(`${mark} ${scenario.name.padEnd(width)}  ${scenario.summary}\n`)
  }
  const variants = Object.keys(config.variants).join(', ')
  stdout.write(`\n* measured unless --scenario says otherwise\nVariants: ${variants || 'none'}\n`)
  for (const [name, chain] of Object.entries(config.chains))
    stdout.write(`Chain ${name}: ${chain.join(' → ')}\n`)
  return EXIT.pass
}
