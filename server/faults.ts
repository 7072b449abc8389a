// Artificial faults, for proving that the harness finds what it should: none of them is ever on by itself.
// Each is a middleware around the whole request. Chances are drawn from a fixed seed, so runs repeat.
import type { Middleware } from 'koa'
import { seededRandom } from './faults/seeded-random.ts'
import { spinFor } from './faults/spin.ts'
import { standStill } from './faults/stand-still.ts'
import { withoutLastEvent } from './faults/wrong-answer.ts'

export type Faults = readonly Middleware[]

interface FaultKind {
  /** How the value is written, for messages. */
  readonly form: string
  readonly pattern: RegExp
  readonly make: (numbers: readonly number[]) => Middleware
}

/** To add a fault, add it here. */
const KINDS: Readonly<Record<string, FaultKind>> = {
  cpu: { form: '20%', pattern: /^(\d+(?:\.\d+)?)%$/, make: ([percent]) => cpu(percent! / 100) },
  latency: {
    form: '2ms@p10',
    pattern: /^(\d+(?:\.\d+)?)ms@p(\d+(?:\.\d+)?)$/,
    make: ([ms, percent]) => latency(ms!, percent! / 100),
  },
  stall: {
    form: '1s@500',
    pattern: /^(\d{1,2}(?:\.\d+)?)s@([1-9]\d*)$/,
    make: ([seconds, every]) => stall(seconds! * 1000, every!),
  },
  leak: { form: '1kb', pattern: /^(\d+)kb$/, make: ([kb]) => leak(kb! * 1024) },
  error: { form: '5%', pattern: /^(\d+(?:\.\d+)?)%$/, make: ([percent]) => error(percent! / 100) },
  'wrong-answer': {
    form: '5%',
    pattern: /^(\d+(?:\.\d+)?)%$/,
    make: ([percent]) => wrongAnswer(percent! / 100),
  },
}

/** `cpu=20%` and its like. Throws with what was expected. */
export function parseFault(text: string): Middleware {
  const [name = '', value = ''] = text.split('=', 2)
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  const numbers = kind?.pattern.exec(value)?.slice(1).map(Number)
  if (kind === undefined || numbers === undefined) {
    const known = Object.entries(KINDS).map(([each, { form }]) => `${each}=${form}`)
    throw new Error(`--fault expects one of ${known.join(', ')}; got '${text}'`)
  }
  return kind.make(numbers)
}

/** Spends a share of the CPU time that the process, all threads, spent on the request. */
function cpu(share: number): Middleware {
  let inFlight = 0
  return async (_ctx, next) => {
    const before = process.cpuUsage()
    inFlight++
    try {
      await next()
    } finally {
      const { user, system } = process.cpuUsage(before)
      spinFor((share * (user + system)) / inFlight)
      inFlight--
    }
  }
}

function latency(ms: number, chance: number): Middleware {
  const random = seededRandom()
  return async (_ctx, next) => {
    if (random() < chance) await new Promise((resolve) => setTimeout(resolve, ms))
    await next()
  }
}

/** One request of so many, the last of them, holds up everybody. */
function stall(ms: number, every: number): Middleware {
  let requests = 0
  return async (_ctx, next) => {
    requests++
    if (requests % every === 0) standStill(ms)
    await next()
  }
}

function leak(bytes: number): Middleware {
  const kept: Buffer[] = []
  return async (_ctx, next) => {
    kept.push(Buffer.alloc(bytes, 1))
    await next()
  }
}

function error(chance: number): Middleware {
  const random = seededRandom()
  return async (ctx, next) => {
    await next()
    if (random() >= chance) return
    ctx.status = 500
    ctx.set('Content-Type', 'application/json')
    ctx.body = '{"message":"artificial fault"}'
  }
}

function wrongAnswer(chance: number): Middleware {
  const random = seededRandom()
  return async (ctx, next) => {
    await next()
    if (random() < chance && ctx.body != null) ctx.body = withoutLastEvent(ctx.body)
  }
}
