// What `doctor` prints: every check with what was found and what to do, then what effect could be seen here.
import { formatBytes } from '../core/format.ts'
import type { CheckState } from '../doctor/check.ts'
import type { Examination, NamedResult } from '../doctor/examine.ts'
import { paint } from '../report/formats/ansi.ts'
import type { Style } from '../report/formats/ansi.ts'
import { wrap } from '../report/formats/spans.ts'
import type { TerminalOptions } from '../report/formats/spans.ts'
import type { DoctorCalibration } from './calibration/doctor-calibration.ts'
import { calibrationLines } from './calibration/doctor-lines.ts'
import { detectionLines } from './doctor-detection-text.ts'

interface Look {
  readonly mark: string
  readonly style: Style
  readonly word: string
}

/** The mark alone says it, too. */
const LOOKS: Readonly<Record<CheckState, Look>> = {
  ok: { mark: '✔', style: 'green', word: 'ok' },
  caution: { mark: '!', style: 'yellow', word: 'caution' },
  bad: { mark: '✖', style: 'red', word: 'bad' },
  unknown: { mark: '–', style: 'dim', word: 'not measured' },
}

const TITLE_WIDTH = 14
/** Mark, title, and a space behind each. */
const INDENT = ' '.repeat(TITLE_WIDTH + 3)

export function renderExamination(
  examination: Examination,
  calibration: DoctorCalibration,
  options: TerminalOptions,
): string {
  const { facts, results, detection } = examination
  const { machine } = facts
  const memory = formatBytes(machine.memoryBytes)
  const heading = `${machine.cpus} × ${machine.cpuModel}, ${memory}, ${machine.system} ${machine.architecture}`
  const lines = [
    ...wrap(heading, '', 'bold', options),
    '',
    ...results.flatMap((result) => resultLines(result, options)),
    '',
    ...detectionLines(detection, options),
    '',
    ...calibrationLines(calibration, options),
    '',
    ...summaryLines(examination, options),
  ]
  return `${lines.join('\n')}\n`
}

/** What `doctor --project` prints. */
export function renderProject(results: readonly NamedResult[], options: TerminalOptions): string {
  const bad = results.filter(({ state }) => state === 'bad').map(({ title }) => title.toLowerCase())
  const outcome =
    bad.length > 0
      ? wrap(`To be fixed: ${bad.join(', ')}. Exit code 2.`, '', 'red', options)
      : wrap('Ready to compare.', '', 'green', options)
  const lines = results.flatMap((result) => resultLines(result, options))
  return `${[...lines, '', legendOf(options), ...outcome].join('\n')}\n`
}

function resultLines({ state, title, found, meaning }: NamedResult, options: TerminalOptions) {
  const { mark, style } = LOOKS[state]
  const inner = { ...options, width: options.width - INDENT.length }
  const lead = `${paint(mark, style, options.color)} ${title.padEnd(TITLE_WIDTH)} `
  const [first, ...rest] = wrap(found, '', undefined, inner)
  const quiet = state === 'ok' || state === 'unknown'
  return [
    lead + first,
    ...[...rest, ...wrap(meaning, '', quiet ? 'dim' : undefined, inner)].map(
      (line) => INDENT + line,
    ),
  ]
}

function legendOf({ color }: TerminalOptions): string {
  return Object.values(LOOKS)
    .map(({ mark, style, word }) => `${paint(mark, style, color)} ${word}`)
    .join('   ')
}

/** The legend, and the outcome with what is to blame for it. */
function summaryLines({ state, results, detection }: Examination, options: TerminalOptions) {
  const blamed = [...results, { title: 'Noise', state: detection.state }]
    .filter((result) => result.state === state)
    .map(({ title }) => title.toLowerCase().replace(/^(cpu|smt)/, (name) => name.toUpperCase()))
    .join(', ')
  const { style } = LOOKS[state]
  return [legendOf(options), ...wrap(OUTCOMES[state](blamed), '', style, options)]
}

const OUTCOMES: Readonly<Record<Examination['state'], (blamed: string) => string>> = {
  ok: () => 'Nothing stands against measuring here.',
  caution: (blamed) => `You can measure here, but more noisily than need be: ${blamed}.`,
  bad: (blamed) => `Numbers taken here now cannot be believed: ${blamed}. Exit code 3.`,
}
