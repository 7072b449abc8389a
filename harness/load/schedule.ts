// When to send: due times fixed before the first request, in milliseconds from the start of the window.
// Pure. Request k is due at (k + phase) periods from the start, never relative to the one before.

/** Constant rate; `phase` in [0, 1) keeps several streams from firing in lock-step. */
export function constantSchedule(
  ratePerSecond: number,
  windowMs: number,
  phase: number,
): Float64Array {
  const periodMs = 1000 / ratePerSecond
  const count = Math.max(0, Math.ceil(windowMs / periodMs - phase))
  return Float64Array.from({ length: count }, (_, k) => (k + phase) * periodMs)
}
