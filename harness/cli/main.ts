// The program: one command line in, an exit code out. The only place that turns errors into words and exit codes.
import { Command, CommanderError } from 'commander'
import { EXIT, TargetError } from '../core/errors.ts'
import { commandsFor } from './command-table.ts'
import { processContext } from './context.ts'
import type { Context } from './context.ts'
import { toolVersion } from './tool-version.ts'

/** Runs one command line (without node and script); resolves with the exit code, never rejects. */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  let code: number = EXIT.pass
  const program = createProgram(context)
  try {
    for (const add of await commandsFor(argv))
      add(program, context, (exitCode) => {
        code = exitCode
      })
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    return explain(error, context)
  }
}

function createProgram({ stdout, stderr }: Context): Command {
  return new Command('heartbench')
    .description('Compares builds of an HTTP server and says which is faster, slower or the same.')
    .version(toolVersion())
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
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
