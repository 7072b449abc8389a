// Where a trial fails, that is a finding about the machine; everything else is an error as anywhere.
import { MeasurementError, TargetError } from '../core/errors.ts'

/** Rethrows what is no failure of a trial. */
export function whyUnmeasurable(error: unknown, signal: AbortSignal): string {
  const isTrial = error instanceof TargetError || error instanceof MeasurementError
  if (!isTrial || signal.aborted) throw error
  return error.message.replace(/\.$/, '')
}
