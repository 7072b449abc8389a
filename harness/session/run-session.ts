// Rehearsal → units → session file. Sets up and clears away every process; knows nothing of judging.
import { joinGenerator, launcherOf } from '../machine/placement.ts'
import { startDriver } from './driver.ts'
import { runUnits } from './run-units.ts'
import { writeHeader } from './session-header.ts'
import type { SessionOutcome, SessionRequest } from './session-request.ts'

/** Throws only when nothing could be measured at all: no header was written then. */
export async function runSession(request: SessionRequest): Promise<SessionOutcome> {
  const { environment, owner, placement } = request
  const driver = startDriver(
    { ...environment, ...owner.environment },
    launcherOf(placement, 'generator'),
  )
  const closeDriver = () => driver.close()
  request.signal.addEventListener('abort', closeDriver, { once: true })
  try {
    request.signal.throwIfAborted()
    const header = await writeHeader(request, driver)
    const leaveGenerator = joinGenerator(placement)
    try {
      return await runUnits(request, driver, header)
    } finally {
      leaveGenerator()
    }
  } catch (error) {
    throw request.signal.aborted ? request.signal.reason : error
  } finally {
    request.signal.removeEventListener('abort', closeDriver)
    driver.close()
  }
}
