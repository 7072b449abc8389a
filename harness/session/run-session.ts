// Rehearsal → units → session file. Sets up and clears away every process; knows nothing of judging.
import { joinGenerator, launcherOf } from '../machine/placement.ts'
import { beginSession } from './begin-session.ts'
import { startBudget } from './budget.ts'
import { startDriver } from './driver.ts'
import { runUnits } from './run-units.ts'
import type { SessionOutcome, SessionRequest } from './session-request.ts'

/** Throws only when nothing could be measured at all: no line was written then. */
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
    const budget = startBudget(request.budgetMs, () => performance.now())
    const beginning = await beginSession(request, driver, budget)
    const leaveGenerator = joinGenerator(placement)
    try {
      return await runUnits(request, driver, beginning, budget)
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
