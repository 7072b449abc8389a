// Every format of `report`, in the order of its help.
import { UsageError } from '../../core/errors.ts'
import { html } from '../html/format.ts'
import { bmf } from './bmf.ts'
import { csv } from './csv.ts'
import type { ReportFormat } from './format.ts'
import { githubActionBenchmark } from './github-action-benchmark.ts'
import { hlog } from './hlog.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { k6 } from './k6.ts'
import { markdown, terminal } from './texts.ts'

/**
 * To add a format: one file that exports a ReportFormat, one line here, a section in docs/formats.md. Its test reads
 * the output back with somebody else's reader or schema.
 */
export const FORMATS: readonly ReportFormat[] = [
  markdown,
  html,
  terminal,
  json,
  junit,
  bmf,
  githubActionBenchmark,
  k6,
  hlog,
  csv,
]

export function findFormat(name: string): ReportFormat {
  const format = FORMATS.find((each) => each.name === name)
  if (format !== undefined) return format
  const known = FORMATS.map((each) => each.name).join(', ')
  throw new UsageError(`Expected a format (${known}), got "${name}".`)
}
