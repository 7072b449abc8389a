// What all tables of a calibration are made of.
import { formatShare } from '../../core/format.ts'
import type { Block, Column, Text } from '../../report/block.ts'
import type { Calibration, Sessions } from '../calibration.ts'
import type { Place } from '../place-key.ts'
import { intervalOf } from '../tally.ts'
import type { Share } from '../tally.ts'

/** `alignment`: one letter per column, l or r. */
export function table(
  headers: readonly string[],
  alignment: string,
  rows: readonly (readonly Text[])[],
  caption?: Text,
): Block {
  const columns = headers.map((header, index): Column => ({
    header,
    align: alignment[index] === 'l' ? 'left' : 'right',
  }))
  return { kind: 'table', columns, rows, ...(caption !== undefined && { caption }) }
}

/** `97.7 % (96.1–98.6)`: a share with its 95 % interval. */
export function bounded(share: Share): string {
  if (share.of === 0) return '–'
  const [low, high] = intervalOf(share).map((end) => (100 * end).toFixed(1))
  return `${formatShare(share.hits / share.of)} (${low}–${high})`
}

/** The share alone, where a table with intervals would be too wide. */
export function plain({ hits, of }: Share): string {
  return of === 0 ? '–' : formatShare(hits / of)
}

export type ShareText = typeof bounded

/** `300 drawn of 35`: sessions, and the units that they were drawn from. */
export const drawnOf = (sessions: number, units: Calibration['units']) =>
  `${sessions} drawn of ${units.complete}`

export const sessionCells = ({ red, invalid, meanUnits }: Sessions): Text[] => [
  bounded(red),
  bounded(invalid),
  meanUnits.toFixed(1),
]

/** `list-items p50`; the load is named where the scenario has several. */
export function placeText({ scenario, load, metric }: Place, all: readonly Place[]): string {
  const loads = new Set(all.filter((each) => each.scenario === scenario).map((each) => each.load))
  return `${scenario} ${loads.size > 1 ? `(${load}) ` : ''}${metric}`
}

/** `+8 %`, `+12.5 %`, `36×` from a tenfold on. */
export const effectText = (ratio: number) =>
  ratio < 9
    ? `+${Number((100 * ratio).toFixed(1))} %`
    : `${Math.round(1 + ratio).toLocaleString('en-US')}×`
