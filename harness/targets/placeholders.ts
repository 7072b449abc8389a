// `{port}`, `{db}` and `{dir}` in the texts of a target. Other braces are left alone: they may be JSON.
import { UsageError } from '../core/errors.ts'
import type { Placeholders, TargetSpec } from './target.ts'

/** The spec with every placeholder filled in. */
export function fillPlaceholders(spec: TargetSpec, values: Placeholders, port: number): TargetSpec {
  const fill = (text: string): string => fillText(text, values, port)
  return {
    ...spec,
    command: spec.command.map(fill),
    cwd: fill(spec.cwd),
    environment: Object.fromEntries(
      Object.entries(spec.environment).map(([name, text]) => [
        name,
        text === undefined ? undefined : fill(text),
      ]),
    ),
  }
}

/** A command that needs no port, and its environment. */
export function fillTexts(
  command: readonly string[],
  environment: TargetSpec['environment'],
  values: Placeholders,
): Pick<TargetSpec, 'command' | 'environment'> {
  const fill = (text: string): string => fillText(text, values, undefined)
  return {
    command: command.map(fill),
    environment: Object.fromEntries(
      Object.entries(environment).map(([name, text]) => [
        name,
        text === undefined ? undefined : fill(text),
      ]),
    ),
  }
}

/** A server that is not told its port cannot be found, or two of them collide. */
export function checkPortIsPassed(spec: TargetSpec): void {
  const texts = [...spec.command, ...Object.values(spec.environment)]
  if (texts.some((text) => text?.includes('{port}'))) return
  throw new UsageError(
    `Expected {port} in the command or in a variable of its environment, got: ${spec.command.join(' ')}. ` +
      'Every server gets a free port of its own; pass it on, for example with "--port {port}".',
  )
}

/** `{port}` stays as it is where there is none. */
function fillText(text: string, values: Placeholders, port: number | undefined): string {
  if (text.includes('{db}') && values.db === undefined)
    throw new UsageError(
      `"${text}" asks for {db}, but no database was given. Name a snapshot in the config, or leave {db} out.`,
    )
  return text
    .replaceAll('{port}', (placeholder) => (port === undefined ? placeholder : String(port)))
    .replaceAll('{db}', () => values.db ?? '')
    .replaceAll('{dir}', () => values.dir)
}
