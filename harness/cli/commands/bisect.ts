// Which commit made it slower? Searches a range by measuring commits between its ends (docs/bisect.md).
import { begin } from '../bisect/begin.ts'
import type { BisectOptions } from '../bisect/bisection.ts'
import { concludeFrom, exitCodeOf } from '../bisect/conclusion.ts'
import { conclusionJson } from '../bisect/conclusion-json.ts'
import { conclusionText } from '../bisect/conclusion-text.ts'
import { conduct } from '../bisect/conduct.ts'
import { howToResume } from '../bisect/how-to-resume.ts'
import { takeUp } from '../bisect/take-up.ts'
import { describeBeginning } from '../bisect/words.ts'
import type { Context } from '../context.ts'
import { guardBetweenRuns } from '../interruption.ts'

export async function bisectCommand(
  context: Context,
  range: string | undefined,
  options: BisectOptions,
): Promise<number> {
  const guard = guardBetweenRuns()
  try {
    return await search(context, range, options, guard.signal)
  } finally {
    guard.dispose()
  }
}

async function search(
  context: Context,
  range: string | undefined,
  options: BisectOptions,
  stop: AbortSignal,
): Promise<number> {
  const { resume } = options
  const bisection =
    resume === undefined
      ? await begin(context, range, options, stop)
      : await takeUp(context, range, { ...options, resume }, stop)
  context.stderr.write(`${describeBeginning(bisection)}\n`)
  const record = await conduct(bisection).catch((error: unknown) => {
    // Whatever ended it, what was found so far is kept.
    context.stderr.write(`Resume it with: ${howToResume(bisection)}\n`)
    throw error
  })
  const finished = { ...bisection, record }
  const conclusion = concludeFrom(finished)
  const write = options.json === true ? conclusionJson : conclusionText
  context.stdout.write(write(conclusion, finished))
  return exitCodeOf(conclusion, finished)
}
