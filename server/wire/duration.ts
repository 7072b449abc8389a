// Durations: nanoseconds inside, float seconds outside. Input is scaled in double arithmetic and truncated
// toward zero, so 1.001 s becomes 1 000 999 999 ns, as in the original.
import { printFloat } from './float.ts'
import { MAX_NS, MIN_NS } from './time-fields.ts'

const NS_PER_SECOND = 1e9

/** Saturates at 64 bits; NaN gives 0. */
export function durationFromSeconds(seconds: number): bigint {
  return saturate(Math.trunc(seconds * NS_PER_SECOND))
}

/** The pulsetime of a heartbeat is rounded instead, half away from zero. */
export function pulsetimeFromSeconds(seconds: number): bigint {
  const scaled = seconds * NS_PER_SECOND
  // Math.round would push 0.49999999999999994 up; doubles of 2^52 and more are whole already.
  const whole = Math.trunc(scaled)
  return saturate(Math.abs(scaled - whole) >= 0.5 ? whole + Math.sign(scaled) : whole)
}

export function secondsFromDuration(durationNs: bigint): number {
  return Number(durationNs) / NS_PER_SECOND
}

/** `1.0`, `0.5`, `1e-9` */
export function printDuration(durationNs: bigint): string {
  return printFloat(secondsFromDuration(durationNs))
}

function saturate(wholeNs: number): bigint {
  if (Number.isNaN(wholeNs)) return 0n
  if (wholeNs >= 2 ** 63) return MAX_NS
  return wholeNs <= -(2 ** 63) ? MIN_NS : BigInt(wholeNs)
}
