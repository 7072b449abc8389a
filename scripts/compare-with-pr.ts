// Holds a session of the four stations against the numbers of the pull request that the story comes from, and writes
// what it finds as a README: `node scripts/compare-with-pr.ts <session> [--attribution <session>] [--out <folder>]`.
// Without --out it goes to stdout. Ends with 2 when explanations and measurements do not fit.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from '../harness/core/errors.ts'
import { writeReport } from './compare-with-pr/write-report.ts'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { attribution: { type: 'string' }, out: { type: 'string' } },
  })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0)
    throw new UsageError(`Expected one session file, got ${positionals.join(', ') || 'none'}.`)
  const { out, attribution } = values
  const text = await writeReport({ file, attribution, folder: out ?? '.' })
  if (out === undefined) return void process.stdout.write(text)
  await mkdir(out, { recursive: true })
  await writeFile(join(out, 'README.md'), text)
  console.error(join(out, 'README.md'))
}

try {
  await main()
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`error: ${error.message}`)
  process.exitCode = error.exitCode
}
