// Burns time on the thread that calls it.

/** Returns early after a second: a fault may slow a server, not stop it. */
const MAX_SPIN_US = 1_000_000

export function spinFor(us: number): void {
  const untilMs = performance.now() + Math.min(us, MAX_SPIN_US) / 1000
  while (performance.now() < untilMs) {
    // Nothing but the clock.
  }
}
