// A command that prints something and ends, beside the servers: in a process group of its own, with a deadline and a
// limit on what it may print. What goes wrong is an answer, not an exception: nobody's measurement fails for it.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { awaitCondition } from './await-condition.ts'
import { signalGroup } from './process-group.ts'
import { groupMembers } from './process-table.ts'
import type { ProcessOwner } from './target.ts'

export interface EndingCommand {
  /** Program and arguments; no shell. */
  readonly command: readonly string[]
  readonly cwd: string
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
  /** For people, should the process be left over. */
  readonly label: string
  readonly owner: ProcessOwner
  readonly signal: AbortSignal
}

/** `why` is a clause without a full stop, such as `it ended with exit code 2 (no such table)`. */
export type Printed = { readonly stdout: string } | { readonly why: string }

/** Of either stream. */
const OUTPUT_MAX_BYTES = 4 * 1024 * 1024

/** Rejects only when the signal aborts. */
export async function runToEnd(request: EndingCommand): Promise<Printed> {
  const { command, cwd, environment, owner, signal } = request
  signal.throwIfAborted()
  const [program = '', ...rest] = command
  const child = spawn(program, rest, {
    cwd,
    env: { ...environment, ...owner.environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (child.pid !== undefined) owner.recordGroup(child.pid, request.label)
  const endGroup = () => void (child.pid !== undefined && signalGroup(child.pid, 'SIGKILL'))
  signal.addEventListener('abort', endGroup, { once: true })
  try {
    const printed = await awaitEnd(child, request, endGroup)
    signal.throwIfAborted()
    return printed
  } finally {
    signal.removeEventListener('abort', endGroup)
    // Whatever it started and left would disturb the measuring.
    endGroup()
    await awaitGone(child.pid)
  }
}

function awaitEnd(
  child: ChildProcess,
  { timeoutMs, command }: EndingCommand,
  endGroup: () => void,
): Promise<Printed> {
  const output = { stdout: '', stderr: '' }
  return new Promise((resolve) => {
    const giveUp = (why: string) => {
      resolve({ why })
      endGroup()
    }
    const timer = setTimeout(
      () => giveUp(`it was still running after ${timeoutMs} ms and was ended`),
      timeoutMs,
    )
    for (const name of ['stdout', 'stderr'] as const)
      child[name]!.setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
        if (output[name].length > OUTPUT_MAX_BYTES)
          giveUp(`it printed more than ${OUTPUT_MAX_BYTES / 1024 / 1024} MB and was ended`)
      })
    child.once('error', (error) =>
      giveUp(`"${command[0]}" could not be started (${error.message})`),
    )
    child.once('close', (code, endedBy) => {
      clearTimeout(timer)
      if (code === 0) resolve({ stdout: output.stdout })
      else resolve({ why: describeFailure(code, endedBy, output.stderr) })
    })
  })
}

/** With the line that names an error, or else the last one, which is where most programs put the reason. */
function describeFailure(code: number | null, endedBy: string | null, stderr: string): string {
  const how = code === null ? `signal ${endedBy}` : `exit code ${code}`
  const lines = stderr.trim().split('\n')
  const telling = (lines.find((line) => /error/i.test(line)) ?? lines.at(-1)!).trim()
  const said = telling.slice(0, SAID_MAX).replace(/\.$/, '')
  return `it ended with ${how}${said === '' ? '' : ` (${said})`}`
}

const SAID_MAX = 200

/** A second is long for the killed; zombies that nobody waits for must not hold us up. */
async function awaitGone(group: number | undefined): Promise<void> {
  if (group === undefined) return
  await awaitCondition(() => !signalGroup(group, 0) || groupMembers(group).length === 0, {
    timeoutMs: 1000,
    everyMs: 10,
  })
}
