// Step after step until there is an answer. Each is written down before the next begins.
import { addLine } from '../../bisect/record.ts'
import type { BisectRecord, RecordLine } from '../../bisect/record.ts'
import { appendToRecord } from '../../bisect/record-file.ts'
import { stageOf } from '../../bisect/progress.ts'
import type { Bisection } from './bisection.ts'
import { checkNamed } from './check-named.ts'
import { compareEnds } from './compare-ends.ts'
import { tryCommit } from './try-commit.ts'
import { describeLine, describeTrial } from './words.ts'

/** Ends, since every step either skips one commit or rules some out. */
export async function conduct(bisection: Bisection): Promise<BisectRecord> {
  const { stderr } = bisection.context
  let { record } = bisection
  for (;;) {
    bisection.stop.throwIfAborted()
    const now = { ...bisection, record }
    const line = await nextLine(now)
    if (line === undefined) return record
    await appendToRecord(bisection.recordFile, line)
    record = addLine(record, line)
    stderr.write(`${describeLine(now, line)}\n`)
  }
}

/** Undefined when there is nothing more to find out. */
async function nextLine(bisection: Bisection): Promise<RecordLine | undefined> {
  const { record, history, context } = bisection
  const stage = stageOf(record, history)
  switch (stage.kind) {
    case 'ends':
      return await compareEnds(bisection, stage.risk)
    case 'step':
      context.stderr.write(`${describeTrial(record, stage.next)}\n`)
      return await tryCommit(bisection, stage)
    case 'named':
      return stage.next.kind === 'found' && record.checked === undefined
        ? await checkNamed(bisection, stage.next.commit)
        : undefined
    case 'nothing-to-find':
      return undefined
  }
}
