// Everything one target did under one load, over all units that count: counts add up, histograms merge without loss.
import type { Judgement } from '../judge/comparison.ts'
import { slicesOf, usableUnits } from '../metrics/usable-units.ts'
import { decodeHistogram, mergeHistograms } from '../results/histogram.ts'
import type { Histogram } from '../results/histogram.ts'
import type { Recording, Session, SliceResult, UnitResult } from '../results/schema.ts'
import { believe } from './measured.ts'

/** One load of a scenario. */
export interface LoadPlace {
  readonly scenario: string
  readonly load: string
  readonly isOpen: boolean
}

export interface LoadTotals extends LoadPlace {
  readonly served: number
  readonly failed: number
  readonly missed: number
  readonly bytesIn: number
  readonly windowMs: number
  /** From send to last byte; absent for a load that only keeps the server busy. */
  readonly serviceUs?: Histogram
  /** From the due time; open loads only. */
  readonly responseUs?: Histogram
}

/** One load's recording, and where it comes from. */
export interface RecordedSlice {
  readonly unit: UnitResult
  readonly slice: SliceResult
  readonly recording: Recording
}

/** Loads of which there are recordings that a report would judge. */
export function believedLoads(
  { session, judgement }: { readonly session: Session; readonly judgement: Judgement },
  label: string,
): readonly LoadPlace[] {
  const isBelieved = believe(session, judgement, label)
  return session.header.scenarios
    .filter(({ name }) => isBelieved(name))
    .flatMap(({ name, loads }) =>
      loads.map((load) => ({ scenario: name, load: load.name, isOpen: load.model === 'open' })),
    )
    .filter((place) => recordedSlices(session, place, label).length > 0)
}

/** In the order of units and rounds; void units, and units in which a target failed, count for nobody. */
export function recordedSlices(
  session: Session,
  { scenario, load }: LoadPlace,
  label: string,
): readonly RecordedSlice[] {
  return usableUnits(session, scenario).units.flatMap((unit) =>
    slicesOf(unit, scenario, label).flatMap((slice) =>
      slice.recordings
        .filter((recording) => recording.load === load)
        .map((recording) => ({ unit, slice, recording })),
    ),
  )
}

export function totalsOf(session: Session, place: LoadPlace, label: string): LoadTotals {
  const recordings = recordedSlices(session, place, label).map(({ recording }) => recording)
  const sum = (read: (recording: Recording) => number) =>
    recordings.reduce((total, recording) => total + read(recording), 0)
  const serviceUs = merged(recordings.map((recording) => recording.serviceUs))
  const responseUs = merged(recordings.map((recording) => recording.responseUs))
  return {
    ...place,
    served: sum(({ served }) => served),
    failed: sum(({ failures }) =>
      Object.values(failures).reduce((total, count) => total + count, 0),
    ),
    missed: sum(({ missed }) => missed),
    bytesIn: sum(({ bytesIn }) => bytesIn),
    windowMs: sum(({ windowMs }) => windowMs),
    ...(serviceUs && { serviceUs }),
    ...(responseUs && { responseUs }),
  }
}

/** Absent as soon as one is: half of the slices must not pass for all. */
function merged(encoded: readonly (string | undefined)[]): Histogram | undefined {
  const all = encoded.filter((one) => one !== undefined)
  return all.length < encoded.length ? undefined : mergeHistograms(all.map(decodeHistogram))
}
