// The reference server as a process of its own: heartbench only starts it and passes on what it is told.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { AddCommand } from '../command-table.ts'
import type { Context } from '../context.ts'

// Sources in a checkout, compiled in a package.
const ENTRY = import.meta.url.endsWith('.ts') ? 'main.ts' : 'main.js'
const SERVER = fileURLToPath(new URL(`../../../server/${ENTRY}`, import.meta.url))
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** What shells report for a process that a signal ended, on top of the signal's number. */
const SIGNAL_EXIT = 128

export const addServeCommand: AddCommand = (program, context, exit) => {
  program
    .command('serve')
    .description('start the reference server; serve --help shows its flags')
    .argument('[flags...]', 'handed to the server as they are')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (flags: string[]) => exit(await serveCommand(context, flags)))
}

/** Resolves with the server's exit code when it has ended. */
async function serveCommand(
  { directory, environment }: Context,
  flags: readonly string[],
): Promise<number> {
  const child = spawn(process.execPath, [SERVER, ...flags], {
    cwd: directory,
    env: environment,
    stdio: 'inherit',
  })
  const pass = (signal: NodeJS.Signals) => void child.kill(signal)
  for (const signal of PASSED_ON) process.on(signal, pass)
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) =>
        resolve(code ?? SIGNAL_EXIT + constants.signals[signal ?? 'SIGTERM']),
      )
    })
  } finally {
    for (const signal of PASSED_ON) process.off(signal, pass)
  }
}
