// Memory and swap. A page that has to come back from the disk takes as long as thousands of requests.
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'

export interface Memory {
  readonly availableBytes: number
  /** Absent where the system does not tell, as are the pages. */
  readonly swapUsedBytes: number | undefined
  /** Pages brought in from swap and put out to it since the machine was started. */
  readonly swappedPages: number | undefined
}

export function readMemory(read: ReadSystemFile = readSystemFile): Memory {
  return {
    // Knows of the limits of containers, and works everywhere.
    availableBytes: process.availableMemory(),
    swapUsedBytes: parseSwapUsed(read('/proc/meminfo')),
    swappedPages: parseSwappedPages(read('/proc/vmstat')),
  }
}

/** proc_meminfo(5); kB means 1024 bytes there. */
export function parseSwapUsed(meminfo: string | undefined): number | undefined {
  const total = /^SwapTotal:\s+(\d+) kB$/m.exec(meminfo ?? '')
  const free = /^SwapFree:\s+(\d+) kB$/m.exec(meminfo ?? '')
  return total === null || free === null ? undefined : (Number(total[1]) - Number(free[1])) * 1024
}

export function parseSwappedPages(vmstat: string | undefined): number | undefined {
  const counts = [...(vmstat ?? '').matchAll(/^pswp(?:in|out) (\d+)$/gm)].map(([, pages]) => pages)
  return counts.length < 2 ? undefined : counts.reduce((sum, pages) => sum + Number(pages), 0)
}
