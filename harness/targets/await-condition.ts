// Waiting for something that only asking can tell (a port, a process that is not our child): with a limit.
import { setTimeout as pause } from 'node:timers/promises'

export interface WaitOptions {
  readonly timeoutMs: number
  readonly everyMs: number
  readonly signal?: AbortSignal | undefined
}

/** True as soon as the condition holds, false when it does not within the limit. */
export async function awaitCondition(
  holds: () => boolean | Promise<boolean>,
  { timeoutMs, everyMs, signal }: WaitOptions,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    signal?.throwIfAborted()
    if (await holds()) return true
    if (performance.now() >= deadline) return false
    await pause(everyMs, undefined, { signal })
  }
}
