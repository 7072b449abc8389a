// Routes that need the database: they wait until it is open, and under lock=request for each other.
import type { Backend } from '../backend.ts'
import type { Tuning } from '../tuning.ts'
import type { Handler } from './context.ts'
import { makeMutex } from './mutex.ts'

export function withBackend(opening: Promise<Backend>, lock: Tuning['lock']): Handler {
  const mutex = lock === 'request' ? makeMutex() : undefined
  let opened: Backend | undefined
  opening.then(
    (backend) => (opened = backend),
    // Whoever waits for it is told.
    () => {},
  )
  return async (ctx, next) => {
    ctx.state.backend = opened ?? (await opening)
    await (mutex === undefined ? next() : mutex.hold(next))
  }
}
