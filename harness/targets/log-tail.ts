// The end of what a process printed. Servers write straight into the log file: a pipe would stall them
// whenever the harness is busy, and reading it would cost time on the CPU that is being measured.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const TAIL_BYTES = 16 * 1024
const TAIL_LINES = 40

/** At most 40 lines, oldest first; empty when there is no log. */
export function readLogTail(logFile: string): string[] {
  const lines = readEnd(logFile).replaceAll('\r', '').split('\n')
  return lines.filter((line) => line.trim() !== '').slice(-TAIL_LINES)
}

function readEnd(path: string): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return ''
  }
  try {
    const start = Math.max(0, fstatSync(file).size - TAIL_BYTES)
    const buffer = Buffer.alloc(TAIL_BYTES)
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, TAIL_BYTES, start))
  } finally {
    closeSync(file)
  }
}
