// A thread that computes for clients gives way to the one that answers them: heartbeats wait for a CPU, too.
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

/** Of −20 to 19, where 0 is usual and 19 the most yielding. */
const NICE = 10

/** On Linux every thread has a priority of its own, and may lower it. Elsewhere it would be that of the process. */
export function giveWay(): void {
  if (process.platform !== 'linux') return
  const thread = readlinkSync('/proc/thread-self').split('/').at(-1)
  setPriority(Number(thread), NICE)
}
