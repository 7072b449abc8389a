// What `doctor` prints of a calibration: the smallest changes that sessions of some length find here, or how to get there.
import { smallestFound } from '../../judge/calibrated.ts'
import { bounded, table } from '../../calibration/tables/parts.ts'
import { lengthsOf, reachRows } from '../../calibration/tables/reach.ts'
import { gatingPlaces } from '../../calibration/calibration.ts'
import type { Calibration } from '../../calibration/calibration.ts'
import { formatInstant } from '../../core/format.ts'
import { renderTable } from '../../report/formats/terminal-table.ts'
import type { Table } from '../../report/formats/terminal-table.ts'
import { wrap } from '../../report/formats/spans.ts'
import type { TerminalOptions } from '../../report/formats/spans.ts'
import type { DoctorCalibration } from './doctor-calibration.ts'

const HOW =
  'heartbench calibrate measures how often unchanged builds are blamed here, and what is found.'

export function calibrationLines(
  told: DoctorCalibration,
  options: TerminalOptions,
): readonly string[] {
  const say = (text: string) => wrap(text, '', 'dim', options)
  switch (told.state) {
    case 'found':
      return foundLines(told.config, told.calibration, options)
    case 'unusable':
      return say(`The calibration for ${told.config} is not used: ${told.why}. ${HOW}`)
    case 'unknown':
      return say(`Whether ${told.config} was calibrated is not known: ${told.why}`)
    case 'none':
      return say(`Not calibrated for ${told.config}. ${HOW}`)
    case 'no-config':
      return say(`No config here, so nothing that could have been calibrated. In a project, ${HOW}`)
  }
}

/** The typical times and rates; tails stand in the calibration's own tables. */
const TYPICAL = new Set(['p50', 'throughput', 'response-p50'])

function foundLines(
  config: string,
  calibration: Calibration,
  options: TerminalOptions,
): readonly string[] {
  const { madeAt, unchanged, draws, profile, units } = calibration
  const title = `Calibrated for ${config}, ${formatInstant(madeAt)}: what is found in 80 % of sessions`
  return [
    ...wrap(title, '', 'bold', options),
    '',
    ...renderTable(reachTable(calibration), options),
    '',
    ...wrap(
      `Unchanged builds were red in ${bounded(unchanged.red)} of ${draws} sessions of ${profile}, drawn from ${units.complete} units. Times are those of the calibrated scenarios together.`,
      '',
      'dim',
      options,
    ),
  ]
}

function reachTable(calibration: Calibration): Table {
  const lengths = lengthsOf(calibration)
  const places = gatingPlaces(calibration).filter(({ metric }) => TYPICAL.has(metric))
  const rows = reachRows(places, lengths)
  return table(['Metric', ...lengths.map(({ name }) => name)], 'l', rows) as Table
}

/** For `doctor --json`; docs/doctor.md describes it. */
export function calibrationJson(told: DoctorCalibration) {
  if (told.state !== 'found') return told
  const { madeAt, profile, draws, units, unchanged, places } = told.calibration
  return {
    state: told.state,
    config: told.config,
    madeAt,
    profile,
    draws,
    units: units.complete,
    red: unchanged.red,
    rows: places.map(({ scenario, load, metric, gating, marginRatio, reach }) => ({
      scenario,
      load,
      metric,
      gating,
      marginRatio,
      found: reach.map((each) => ({
        looks: each.looks,
        effectRatio: smallestFound(each, marginRatio),
      })),
    })),
  }
}
