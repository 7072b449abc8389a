// Which step of a chain did what: all builds of the chain measured in the same rounds of one session, and the change of
// the whole shared out among the steps.
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { EXIT, UsageError } from '../../core/errors.ts'
import type { ExitCode } from '../../core/errors.ts'
import { openRepository } from '../../refs/git.ts'
import type { Session } from '../../results/schema.ts'
import type { Context } from '../context.ts'
import { resolveChain } from '../resolve-chain.ts'
import type { ChainOptions, ResolvedChain } from '../resolve-chain.ts'
import type { CompareOptions } from '../resolve-comparison.ts'
import { conclude, measureRefs } from './compare.ts'
import type { Purpose } from './compare.ts'
import { judgeSettings, writeReports } from './report.ts'

export type AttributeOptions = CompareOptions & ChainOptions

export async function attributeCommand(
  context: Context,
  typed: readonly string[],
  options: AttributeOptions,
): Promise<number> {
  const judging = judgeSettings(options)
  const chain = await chainOf(context, typed, options)
  const findPurpose = (_: LoadedConfig, resumed: Session | undefined): Purpose => {
    checkIsChain(resumed)
    return { name: 'attribute', judging, gate: undefined, chain }
  }
  const measured = await measureRefs(context, chain?.refs ?? typed, options, findPurpose)
  const { judgement } = await writeReports(context, measured.sessionFile, measured.out, judging)
  return conclude(context, measured, explained(judgement.exitCode), options)
}

/** Undefined when a session is continued: its chain stands in its file. */
async function chainOf(
  context: Context,
  typed: readonly string[],
  options: AttributeOptions,
): Promise<ResolvedChain | undefined> {
  const { resume, chain, intoMerges, maxSteps } = options
  if (resume === undefined) {
    const { config, directory } = await loadConfig(context.directory, options.config)
    const repository = await openRepository({ directory, environment: context.environment })
    return await resolveChain(repository, config, typed, options)
  }
  if (chain !== undefined || intoMerges !== undefined || maxSteps !== undefined)
    throw new UsageError(
      'Expected --resume without --chain, --into-merges and --max-steps: the chain stands in the session file.',
    )
  return undefined
}

function checkIsChain(resumed: Session | undefined): void {
  if (resumed === undefined || resumed.header.chain !== undefined) return
  throw new UsageError(
    'Expected the session of a chain, got one that compares builds. Resume it with heartbench compare.',
  )
}

/** What got slower is what was to be explained: that is no failure here, and neither is what stays unclear. */
function explained(code: ExitCode): ExitCode {
  return code === EXIT.regression || code === EXIT.unclear ? EXIT.pass : code
}
