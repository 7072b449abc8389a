// The server with known latencies as a process of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { awaitCondition } from '../../harness/targets/await-condition.ts'
import { pickFreePort } from '../../harness/targets/free-port.ts'
import { probePath } from '../../harness/targets/http-probe.ts'

export interface Stub {
  readonly origin: string
  readonly pid: number
  stop(): Promise<void>
}

const FILE = fileURLToPath(new URL('../../harness/e2e/servers/stub-latency.mjs', import.meta.url))
const START = { timeoutMs: 20_000, everyMs: 50 }

/** `launcher` stands before the command. */
export async function startStub(
  launcher: readonly string[],
  options: readonly string[] = [],
): Promise<Stub> {
  const port = await pickFreePort()
  const [program, ...rest] = [...launcher, process.execPath, FILE, '--port', `${port}`, ...options]
  const child = spawn(program!, rest, { stdio: ['ignore', 'ignore', 'inherit'] })
  const isReady = async () =>
    (await probePath('/', { port, timeoutMs: START.timeoutMs })).kind === 'status'
  const stop = async () => {
    if (child.exitCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  if (!(await awaitCondition(isReady, START))) {
    await stop()
    throw new Error(`expected the stub to answer on port ${port} within ${START.timeoutMs} ms`)
  }
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid!, stop }
}
