// What GitHub Actions reads of a step: workflow commands on stdout, the summary and the outputs in files it names.
import { appendFile, stat } from 'node:fs/promises'
import type { Annotation } from '../report/gate/annotations.ts'
import { renderAnnotations } from '../report/gate/annotations.ts'
import type { Context } from './context.ts'

/** `--github` and `--no-github` come before what the environment says. */
export function isOnGithub({ environment }: Context, asked: boolean | undefined): boolean {
  return asked ?? environment['GITHUB_ACTIONS'] === 'true'
}

export function annotate({ stdout }: Context, annotations: readonly Annotation[]): void {
  stdout.write(renderAnnotations(annotations))
}

/** Bytes that GitHub takes for the summary of a step; a larger one is dropped whole. */
const SUMMARY_BYTES_MAX = 1_048_576

/** `render` is told how many bytes are left beside what the step has already written. */
export async function appendSummary(
  { environment }: Context,
  render: (bytesMax: number) => string,
): Promise<void> {
  const file = environment['GITHUB_STEP_SUMMARY']
  if (!file) return
  const written = await stat(file).then(
    ({ size }) => size,
    () => 0,
  )
  const text = render(Math.max(0, SUMMARY_BYTES_MAX - written - 1))
  if (text !== '') await appendFile(file, written > 0 ? `\n${text}` : text)
}

/** Values of several lines are written between delimiters that stand in none of them. */
export async function setOutputs(
  { environment }: Context,
  outputs: Readonly<Record<string, string>>,
): Promise<void> {
  const file = environment['GITHUB_OUTPUT']
  if (!file) return
  await appendFile(file, Object.entries(outputs).map(renderOutput).join(''))
}

export function renderOutput([name, value]: readonly [string, string]): string {
  if (!/[\r\n]/.test(value)) return `${name}=${value}\n`
  let delimiter = 'HEARTBENCH_END'
  while (value.includes(delimiter)) delimiter += '_'
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
}
