// The gate: measures as `compare` does, or takes what was measured, judges by the rules of the config, and tells people,
// GitHub and other programs. Whatever goes wrong on the way is told there, too: silence would read as a pass.
import { resolve } from 'node:path'
import { findConfig, loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { EXIT, UsageError } from '../../core/errors.ts'
import type { ExitCode } from '../../core/errors.ts'
import type { GateRules } from '../../core/gate-rules.ts'
import type { Judgement } from '../../judge/comparison.ts'
import type { JudgeSettings } from '../../judge/settings.ts'
import { readSession } from '../../results/read-session.ts'
import type { Session } from '../../results/schema.ts'
import { checkWritable } from '../check-writable.ts'
import type { Context } from '../context.ts'
import { isOnGithub } from '../github-actions.ts'
import { resolveGate } from '../resolve-gate.ts'
import type { CompareOptions } from '../resolve-comparison.ts'
import { conclude, measureRefs } from './compare.ts'
import type { Measured, Purpose } from './compare.ts'
import { publishFailure, publishOutcome } from '../publish-gate.ts'
import { judgeSettings, writeReports } from './report.ts'
import type { Reported } from './report.ts'

export interface GateOptions extends CompareOptions {
  readonly from?: string
  readonly junit?: string
  readonly github?: boolean
  readonly today?: string
}

/** A judged session with its reports; `measured` when this invocation measured it. */
export interface Gated extends Reported {
  readonly measured?: Measured
}

/** The outcome lists findings itself, with what to do. */
const OWN_WORDS = { findings: false } as const

export async function gateCommand(
  context: Context,
  refs: readonly string[],
  options: GateOptions,
): Promise<number> {
  const github = isOnGithub(context, options.github)
  const gated = await judgeAsked(context, refs, options).catch(async (error: unknown) => {
    if (github) await publishFailure(context, error)
    throw error
  })
  await publishOutcome(context, gated, { github, junit: options.junit })
  const { exitCode } = gated.judgement
  return gated.measured === undefined
    ? exitCode
    : conclude(context, gated.measured, exitCode, options)
}

async function judgeAsked(
  context: Context,
  refs: readonly string[],
  options: GateOptions,
): Promise<Gated> {
  if (options.junit !== undefined)
    await checkWritable(
      resolve(context.directory, options.junit, '..'),
      'Name another with --junit.',
    )
  return options.from === undefined
    ? await measureAndJudge(context, refs, options)
    : await judgeAgain(context, refs, options.from, options)
}

async function measureAndJudge(
  context: Context,
  refs: readonly string[],
  options: GateOptions,
): Promise<Gated> {
  const findPurpose = (loaded: LoadedConfig, resumed: Session | undefined): Purpose => {
    const gate = resumed?.header.gate ?? resolveGate(loaded)
    return { name: 'gate', judging: settingsFrom(gate, options), gate }
  }
  const measured = await measureRefs(context, refs, withUsual(options), findPurpose)
  const { sessionFile, out, purpose } = measured
  const reported = await writeReports(context, sessionFile, out, purpose.judging, OWN_WORDS)
  const { judgement } = reported
  return {
    ...reported,
    judgement: { ...judgement, exitCode: exitCodeOf(measured, judgement) },
    measured,
  }
}

/** What people gate by, and with it a control, unless they say otherwise; what is resumed has its plan. */
export function withUsual(options: GateOptions): GateOptions {
  return options.resume === undefined ? { profile: 'pr', ...options } : options
}

/** A failure that ended the session decides, whatever the units before it say. */
function exitCodeOf({ outcome }: Measured, { exitCode }: Judgement): ExitCode {
  const { failure } = outcome
  if (failure === undefined) return exitCode
  return 'exitCode' in failure ? (failure.exitCode as ExitCode) : EXIT.invalid
}

/** What would choose what is measured has no meaning beside a session that has been. */
const MEASURING = [
  'resume',
  'units',
  'profile',
  'rounds',
  'scenario',
  'snapshot',
  'seed',
  'planFrom',
  'fault',
  'control',
  'budget',
  'cpuProfiles',
] as const satisfies readonly (keyof CompareOptions)[]

async function judgeAgain(
  context: Context,
  refs: readonly string[],
  from: string,
  options: GateOptions,
): Promise<Gated> {
  const surplus = [...refs, ...MEASURING.filter((name) => options[name] !== undefined).map(flagOf)]
  if (surplus.length > 0)
    throw new UsageError(
      `Expected --from without ${surplus.join(', ')}: what was measured stands in the session file. Only --config, --strict, --out, --junit, --github and --today may stand beside it.`,
    )
  const sessionFile = resolve(context.directory, from)
  const out = resolve(context.directory, options.out ?? resolve(sessionFile, '..'))
  await checkWritable(out, 'Name another with --out.')
  const rules = await rulesFor(context, await readSession(sessionFile), options)
  const settings = settingsFrom(rules, options)
  return await writeReports(context, sessionFile, out, settings, OWN_WORDS)
}

/** `planFrom` is typed `--plan-from`. */
const flagOf = (name: string) =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** Those of the config; without one those the session was measured by. */
async function rulesFor(
  { directory, stderr }: Context,
  { header }: Session,
  { config }: GateOptions,
): Promise<GateRules | undefined> {
  if (config !== undefined || findConfig(directory) !== undefined)
    return resolveGate(await loadConfig(directory, config))
  stderr.write(
    header.gate === undefined
      ? 'No config here, and no rules in the session: judged by the usual margins.\n'
      : 'No config here: judged by the rules that stand in the session.\n',
  )
  return header.gate
}

function settingsFrom(rules: GateRules | undefined, options: GateOptions): Partial<JudgeSettings> {
  const today = options.today ?? new Date().toISOString().slice(0, 10)
  return { ...judgeSettings(options), ...rules, today, needsCandidate: true }
}
