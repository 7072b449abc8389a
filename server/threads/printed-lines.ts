// What queries print, on its way to the server's log. Clients write it, so each job may print so much and no more.

/** Gets a line of the log. */
export type Print = (line: string) => void

const MAX_LINES = 100
const MAX_LINE_CHARS = 16_384

/** For one job. */
export function printedLines(print: Print): Print {
  let lines = 0
  return (line) => {
    lines++
    if (lines <= MAX_LINES) print(line.slice(0, MAX_LINE_CHARS))
    else if (lines === MAX_LINES + 1) print(`(more than ${MAX_LINES} lines: the rest is left out)`)
  }
}
