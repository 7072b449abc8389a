// Sleeps until the next alarm and rings. A thread of its own, because only a blocked thread sleeps for less than a
// millisecond without burning a CPU; it ends with the thread that started it.
import { workerData } from 'node:worker_threads'
import { RANG, SET, monotonicMs } from './alarm-memory.ts'
import type { AlarmMemory } from './alarm-memory.ts'

const { counts, alarmMs } = workerData as AlarmMemory

for (;;) {
  const set = Atomics.load(counts, SET)
  const leftMs = set === 0 ? Infinity : alarmMs[0]! - monotonicMs()
  if (leftMs > 0) Atomics.wait(counts, SET, set, leftMs)
  else {
    Atomics.add(counts, RANG, 1)
    Atomics.notify(counts, RANG)
    Atomics.wait(counts, SET, set)
  }
}
