// `calibrate`: measures builds that are the same and builds with known faults, draws sessions from their units, judges
// these, and keeps what comes out for this machine and config.
import { resolve } from 'node:path'
import type { Calibration } from '../../calibration/calibration.ts'
import { evaluate } from '../../calibration/evaluate.ts'
import { calibrationBlocks } from '../../calibration/tables/calibration-blocks.ts'
import { bounded, plain } from '../../calibration/tables/parts.ts'
import { EXIT, UsageError } from '../../core/errors.ts'
import type { JudgeSettings } from '../../judge/settings.ts'
import { renderMarkdown } from '../../report/formats/markdown.ts'
import { renderTerminal } from '../../report/formats/terminal.ts'
import { judgingOf } from '../calibration/judging-of.ts'
import { keepResult } from '../calibration/keep-result.ts'
import type { KeptResult } from '../calibration/keep-result.ts'
import { measureAll } from '../calibration/measure-all.ts'
import type { CalibrateOptions } from '../calibration/calibrate-options.ts'
import { resolveCalibration } from '../calibration/resolve-calibration.ts'
import { describeCalibration } from '../calibration/describe-calibration.ts'
import { readWork } from '../calibration/work-file.ts'
import type { Work } from '../calibration/work.ts'
import { useColor } from '../context.ts'
import type { Context } from '../context.ts'
import { shown } from '../write-documents.ts'

export async function calibrateCommand(
  context: Context,
  ref: string,
  options: CalibrateOptions,
): Promise<number> {
  if (options.draws === 0) throw new UsageError('Expected --draws of 1 or more, got 0.')
  if (options.from !== undefined) return judgeAgain(context, options.from, options)
  const resolved = await resolveCalibration(context, ref, options)
  const work = await measureAll(context, resolved, options)
  const calibration = judgeWork(context, work, options, judgingOf(resolved.loaded))
  const kept = await keepResult(context, resolved, calibration, options.replace === true)
  print(context, calibration, options)
  context.stderr.write(`${describeKept(context, kept)}\n`)
  return EXIT.pass
}

function describeKept(context: Context, { folder, cached, stays }: KeptResult): string {
  const where = `Tables and sessions are in ${shown(context, folder)}.`
  if (stays === undefined) return `Kept for this machine and config in ${cached}. ${where}`
  return `Not kept: the calibration in ${cached} stays as it is, since ${stays}. The same command with --replace puts the new one in its place. ${where}`
}

async function judgeAgain(
  context: Context,
  from: string,
  options: CalibrateOptions,
): Promise<number> {
  const folder = resolve(context.directory, from)
  const work = await readWork(folder)
  if (work === undefined)
    throw new UsageError(
      `Expected a calibration in ${folder}, found no calibration.jsonl. Measure one with: heartbench calibrate --out ${from}`,
    )
  print(context, judgeWork(context, work, options, {}), options)
  return EXIT.pass
}

function judgeWork(
  { stderr }: Context,
  work: Work,
  { draws }: CalibrateOptions,
  settings: Partial<JudgeSettings>,
): Calibration {
  const { profile } = work.settings
  const onStep = (text: string) => void stderr.write(`${text}\n`)
  const rates = evaluate(work.sessions, { profile, draws, settings, onStep })
  return describeCalibration(work, rates, draws)
}

/** Columns from which on tables have room for the interval of every share. */
const WIDE = 160

function print(context: Context, calibration: Calibration, { format }: CalibrateOptions): void {
  const { stdout, environment } = context
  const width = stdout.columns ?? 100
  const say = width < WIDE ? plain : bounded
  const texts: Record<CalibrateOptions['format'], () => string> = {
    terminal: () =>
      renderTerminal(calibrationBlocks(calibration, say), {
        width,
        color: useColor(stdout, environment),
      }),
    md: () => renderMarkdown(calibrationBlocks(calibration)),
    json: () => `${JSON.stringify(calibration, undefined, 2)}\n`,
  }
  stdout.write(texts[format]())
}
