// The command table. The only place that turns errors into words and exit codes.
import { Command, CommanderError } from 'commander'
import { EXIT, TargetError } from '../core/errors.ts'
import { addAttributeCommand } from './commands/attribute-options.ts'
import { addBisectCommand } from './commands/bisect-options.ts'
import { addCalibrateCommand } from './commands/calibrate-options.ts'
import { addCommentCommand } from './commands/comment.ts'
import { addCompareCommand } from './commands/compare-options.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addGateCommand } from './commands/gate-options.ts'
import { listCommand } from './commands/list.ts'
import { addInitCommand } from './commands/init.ts'
import { addMergeCommand } from './commands/merge.ts'
import { addReportCommand } from './commands/report-options.ts'
import { serveCommand } from './commands/serve.ts'
import { addSnapshotCommands } from './commands/snapshot.ts'
import { processContext } from './context.ts'
import type { Context } from './context.ts'
import { toolVersion } from './tool-version.ts'

/** Runs one command line (without node and script); resolves with the exit code, never rejects. */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  let code: number = EXIT.pass
  const program = createProgram(context, (exitCode) => {
    code = exitCode
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    return explain(error, context)
  }
}

/** One command = one file in commands/ and one block here. */
function createProgram(context: Context, exit: (code: number) => void): Command {
  const program = new Command('heartbench')
    .description('Compares builds of an HTTP server and says which is faster, slower or the same.')
    .version(toolVersion())
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })

  addCompareCommand(program, context, exit)
  addGateCommand(program, context, exit)
  addAttributeCommand(program, context, exit)
  addBisectCommand(program, context, exit)
  addReportCommand(program, context, exit)
  addCommentCommand(program, context, exit)
  program
    .command('list')
    .description('the scenarios and variants of the config')
    .option('-c, --config <file>', 'config file; default: the nearest one')
    .action(async (options) => exit(await listCommand(context, options)))

  program
    .command('serve')
    .description('start the reference server; serve --help shows its flags')
    .argument('[flags...]', 'handed to the server as they are')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (flags: string[]) => exit(await serveCommand(context, flags)))

  addMergeCommand(program, context, exit)
  addInitCommand(program, context, exit)
  addDoctorCommand(program, context, exit)
  addCalibrateCommand(program, context, exit)
  addSnapshotCommands(program, context, exit)
  return program
}

function explain(error: unknown, { stderr }: Context): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.pass : EXIT.usage
  }
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number') {
    stderr.write(`error: ${nameTarget(error)}${error.message}\n`)
    if (error instanceof TargetError && error.logTail.length > 0)
      stderr.write(
        `last lines of its log:\n${error.logTail.map((line) => `  | ${line}\n`).join('')}`,
      )
    return error.exitCode
  }
  stderr.write(`This is a bug in heartbench, please report it:\n${describeBug(error)}\n`)
  return EXIT.invalid
}

/** The messages of a start tell what went wrong, but not with which of the servers. */
function nameTarget(error: Error): string {
  const target = error instanceof TargetError ? error.target : undefined
  return target === undefined || error.message.includes(`"${target}"`) ? '' : `"${target}": `
}

function describeBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** For the executable. The exit code is set, not forced: output that is still in a pipe gets through. */
export async function run(): Promise<void> {
  // A reader such as `head` may leave early; that is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  process.exitCode = await main(process.argv.slice(2), processContext())
}
