// A token is never printed, whatever goes wrong: not in errors, not in their stacks, not in what is told on the way.
// And since the log is read by a runner that obeys some lines, nothing that is printed to it holds a command.
import { disarmLog } from '../comment/disarm.ts'
import type { Context } from './context.ts'

const SHOWN = '[token]'

/** Runs `work` with a context whose stderr is safe; errors that leave it are safe, too. */
export async function hidingSecret(
  context: Context,
  secret: string | undefined,
  work: (safe: Context) => Promise<number>,
): Promise<number> {
  const hide = hiding(secret)
  const stderr = {
    ...context.stderr,
    write: (text: string) => context.stderr.write(`${disarmLog(hide(text.trimEnd()))}\n`),
  }
  try {
    return await work({ ...context, stderr })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    error.message = disarmLog(hide(error.message))
    error.stack = hide(error.stack ?? error.message)
    throw error
  }
}

function hiding(secret: string | undefined): (text: string) => string {
  const token = secret?.trim() ?? ''
  if (token === '') return (text) => text
  return (text) => text.replaceAll(token, SHOWN).replaceAll(encodeURIComponent(token), SHOWN)
}
