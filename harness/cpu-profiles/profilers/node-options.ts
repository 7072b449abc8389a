// How a Node server is told to profile itself: through NODE_OPTIONS, which reaches it behind `npm start` and wrappers, its
// worker threads and its child processes.
import type { StopRule } from '../../targets/target.ts'
import { WAITING } from '../cpuprofile.ts'

/** Twice as fine as Node's own: three seconds give some thousand samples. */
export const INTERVAL_US = 500

/** What the config gives stays. Allowed there by Node 22.15 and 23.9 and later ones (nodejs/node#57018). */
export function nodeOptions(given: string | undefined, folder: string, stop: StopRule): string {
  return [
    ...(given === undefined ? [] : [given]),
    '--cpu-prof',
    `--cpu-prof-dir=${quote(folder)}`,
    `--cpu-prof-interval=${INTERVAL_US}`,
    `--import=data:text/javascript,${encodeURIComponent(preload(stop)).replaceAll("'", '%27')}`,
  ].join(' ')
}

/** Spaces part options, unless they stand in double quotes. */
function quote(path: string): string {
  return /[\s"\\]/.test(path) ? `"${path.replaceAll(/["\\]/g, String.raw`\$&`)}"` : path
}

/** The server has to be gone before it is killed, or no profile is written. */
const SHARE_OF_TIMEOUT = 0.6

/**
 * Runs first in every thread. Node writes profiles when it exits by itself: a server without a handler for the signal, or
 * one that is slow to close, would leave none. And a thread that waits in `Atomics.wait` looks as busy as one that works:
 * there it waits in a function of a name that is known.
 */
function preload({ signal, timeoutMs }: StopRule): string {
  const endsMs = Math.round(timeoutMs * SHARE_OF_TIMEOUT)
  return `import { isMainThread } from 'node:worker_threads'
const { wait } = Atomics
Atomics.wait = { '${WAITING}'(...given) { return wait.apply(Atomics, given) } }['${WAITING}']
if (isMainThread && '${signal}' !== 'SIGKILL') process.on('${signal}', () => {
  if (process.listenerCount('${signal}') === 1) process.exit()
  setTimeout(() => process.exit(), ${endsMs}).unref()
})`
}
