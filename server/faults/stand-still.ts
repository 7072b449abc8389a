// Holds up the thread that calls it without using the CPU, as a full disk or a lock would.

export function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
