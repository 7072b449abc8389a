// Every check of the doctor, in the order it is printed.
import type { Check } from '../check.ts'
import { clock } from './clock.ts'
import { clockSpeed } from './clock-speed.ts'
import { cpus } from './cpus.ts'
import { disk } from './disk.ts'
import { foreignLoad } from './foreign-load.ts'
import { generator } from './generator.ts'
import { loopback } from './loopback.ts'
import { memory } from './memory.ts'
import { memorySpeed } from './memory-speed.ts'
import { multithreading } from './multithreading.ts'
import { node } from './node.ts'
import { openFiles } from './open-files.ts'
import { pinning } from './pinning.ts'
import { quota } from './quota.ts'
import { steal } from './steal.ts'
import { timers } from './timers.ts'

/** To add a check: write it in a file beside this one and name it here; a fact it needs goes into facts.ts. */
export const CHECKS: readonly Check[] = [
  cpus,
  multithreading,
  pinning,
  clockSpeed,
  quota,
  steal,
  foreignLoad,
  timers,
  memory,
  memorySpeed,
  disk,
  clock,
  node,
  openFiles,
  loopback,
  generator,
]
