// `[label=]ref[:variant]`: how users name what is compared. Git forbids ":" in the names of refs.
import { UsageError } from '../core/errors.ts'
import type { TargetName } from './ref.ts'

/** Names of one comparison; two with the same label could not be told apart in a report. */
export function parseTargetNames(inputs: readonly string[]): TargetName[] {
  const names = inputs.map(parseTargetName)
  const seen = new Map<string, string>()
  for (const [index, { label }] of names.entries()) {
    // Some file systems do not tell upper case from lower case.
    const key = label.toLowerCase()
    const earlier = seen.get(key)
    if (earlier !== undefined)
      throw new UsageError(
        `Expected different labels, but "${earlier}" and "${inputs[index]}" are both called "${label}". ` +
          `Name one of them, for example "control=${inputs[index]}".`,
      )
    seen.set(key, inputs[index]!)
  }
  return names
}

export function parseTargetName(input: string): TargetName {
  const match = /^(?:(?<label>[^=]*)=)?(?<ref>[^:]*)(?::(?<variant>.*))?$/s.exec(input)
  const { label, ref = '', variant } = match?.groups ?? {}
  if (label === '' || ref === '' || variant === '')
    throw new UsageError(
      `Expected [label=]ref[:variant] with no part empty, got "${input}". ` +
        'Examples: main · HEAD~2 · . (the working tree) · before=v1.2.0:small-cache.',
    )
  if (ref.startsWith('-'))
    throw new UsageError(`Expected a ref, got "${ref}", which looks like an option.`)
  const safeLabel = makeFileNameSafe(label ?? defaultLabel(ref, variant))
  return { label: safeLabel, ref, ...(variant === undefined ? {} : { variant }) }
}

function defaultLabel(ref: string, variant: string | undefined): string {
  if (ref === '.') return variant ?? 'worktree'
  return variant === undefined ? ref : `${ref}-${variant}`
}

/** Letters, digits, dots, dashes, underscores and pluses of any script; idempotent up to 80 characters. */
export function makeFileNameSafe(text: string): string {
  const safe = text.replaceAll(/[^\p{L}\p{N}._+-]+/gu, '-').replaceAll(/^[.-]+|[.-]+$/g, '')
  return safe.slice(0, 80) || 'target'
}
