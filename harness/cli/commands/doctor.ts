// `doctor`: is this machine fit to measure on, and what could be seen here?
import { relative, resolve } from 'node:path'
import { Option } from 'commander'
import type { Command } from 'commander'
import { EXIT, UsageError } from '../../core/errors.ts'
import { worstState } from '../../doctor/check.ts'
import { NARROWEST_RATIO } from '../../doctor/detectable.ts'
import type { Wish } from '../../doctor/detectable.ts'
import { readSession } from '../../results/store.ts'
import { calibrationHere } from '../calibration/doctor-calibration.ts'
import { checkCache, useColor } from '../context.ts'
import type { Context } from '../context.ts'
import { examinationJson } from '../doctor-json.ts'
import { renderExamination, renderProject } from '../doctor-text.ts'
import { BRIEF, examineHere, THOROUGH } from '../examine-here.ts'
import type { SessionFile } from '../examine-here.ts'
import { examineProject } from '../examine-project.ts'
import { parsePercent, parseSpan } from '../parse-quantity.ts'
import { printJson } from './snapshot-table.ts'

interface DoctorOptions {
  /** 0.05 for 5 %. */
  readonly effect: number
  /** In milliseconds. */
  readonly time: number
  readonly session?: string
  readonly project?: boolean
  readonly config?: string
  readonly json?: boolean
  /** For tests: everything is tried, but too briefly to say much. */
  readonly brief?: boolean
}

export function addDoctorCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  program
    .command('doctor')
    .description('is this machine fit to measure on, and what could be seen here?')
    .addOption(parsed('--effect <percent>', 'the slowdown you want to see', parsePercent, '5%'))
    .addOption(parsed('--time <span>', 'the time that a session may take', parseSpan, '15min'))
    .option('--session <file>', 'judge by the noise of this session instead of a trial')
    .option('--project', 'what is to be fixed in the config of the project you are in?')
    .option('-c, --config <file>', 'with --project: config file; default: the nearest one')
    .option('--json', 'as JSON')
    .addOption(new Option('--brief').hideHelp())
    .action(async (options) => exit(await doctorCommand(context, options)))
}

/** An option whose default is parsed, too. */
function parsed(
  flags: string,
  description: string,
  parse: (text: string) => number,
  byDefault: string,
): Option {
  return new Option(flags, description).argParser(parse).default(parse(byDefault), byDefault)
}

async function doctorCommand(context: Context, options: DoctorOptions): Promise<number> {
  if (options.project === true) return projectCommand(context, options)
  const wish = { effectRatio: options.effect, timeMs: options.time }
  checkWish(wish)
  const session =
    options.session === undefined ? undefined : await readFor(context, options.session)
  await checkCache(context)
  const plan = options.brief === true ? BRIEF : THOROUGH
  const examination = await examineHere(context, plan, wish, session)
  const calibration = await calibrationHere(context)
  const { stdout, environment } = context
  if (options.json) printJson(context, examinationJson(examination, calibration))
  else {
    const width = Math.min(80, stdout.columns ?? 80)
    const color = useColor(stdout, environment)
    stdout.write(renderExamination(examination, calibration, { width, color }))
  }
  return examination.state === 'bad' ? EXIT.invalid : EXIT.pass
}

/** Exit code 2: it is the config that has to be changed. */
async function projectCommand(context: Context, { config, json }: DoctorOptions): Promise<number> {
  await checkCache(context)
  const results = await examineProject(context, config)
  const state = worstState(results.map((one) => one.state))
  const { stdout, environment } = context
  if (json === true) printJson(context, { version: 1, state, checks: results })
  else {
    const width = Math.min(80, stdout.columns ?? 80)
    stdout.write(renderProject(results, { width, color: useColor(stdout, environment) }))
  }
  return state === 'bad' ? EXIT.usage : EXIT.pass
}

function checkWish({ effectRatio }: Wish): void {
  if (effectRatio > NARROWEST_RATIO) return
  throw new UsageError(
    `Expected --effect above ${100 * NARROWEST_RATIO}%, got ${100 * effectRatio}%: changes within the strictest margin count as the same.`,
  )
}

async function readFor({ directory }: Context, named: string): Promise<SessionFile> {
  const path = resolve(directory, named)
  const short = relative(directory, path)
  return { session: await readSession(path), file: short.startsWith('..') ? path : short }
}
