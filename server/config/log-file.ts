// The log: a file of this start, and the terminal. A log that cannot be written stops nothing.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export interface LogFile {
  readonly write: (line: string) => void
  readonly close: () => void
}

/** `onTrouble` is told once that there will be no file. */
export function openLogFile(directory: string, onTrouble: (message: string) => void): LogFile {
  let descriptor: number | undefined
  const attempt = (step: () => void) => {
    try {
      step()
    } catch (error) {
      descriptor = undefined
      onTrouble(`No log file is written: ${(error as Error).message}`)
    }
  }
  attempt(() => {
    mkdirSync(directory, { recursive: true })
    const now = new Date()
    const name = `aw-server-rust_${now.toISOString().slice(0, 19).replaceAll(':', '-')}_${process.pid}.log`
    descriptor = openSync(join(directory, name), 'a')
  })
  return {
    write: (line) => {
      const to = descriptor
      if (to !== undefined)
        attempt(() => void writeSync(to, `${new Date().toISOString()} ${line}\n`))
    },
    close: () => {
      if (descriptor !== undefined) closeSync(descriptor)
      descriptor = undefined
    },
  }
}
