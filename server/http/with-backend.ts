// Routes that need the database: they wait until it is open, and under lock=request for each other.
import type { Backend } from '../backend.ts'
import type { Tuning } from '../tuning.ts'
import type { Handler } from './context.ts'
import { makeMutex } from './mutex.ts'

export function withBackend(opening: Promise<Backend>, lock: Tuning['lock']): Handler {
  const mutex = lock === 'request' ? makeMutex() : undefined
  return async (ctx, next) => {
    ctx.state.backend = await opening
    await (mutex === undefined ? next() : mutex.hold(next))
  }
}
