// `gate` in a config: rules as people write them ("p95 <= 50ms", "3 %"), made into data that judging understands.
import { z } from 'zod'
import type { BudgetRule, Limit } from '../core/gate-rules.ts'

const glob = z.string().min(1)
const scenario = glob.default('*')
const load = glob.default('*')

/** `3 %`, as a ratio. */
const percent = z
  .string()
  .regex(/^\d+(\.\d+)?\s*%$/, 'expected per cent, such as "3 %"')
  .transform((text) => Number.parseFloat(text) / 100)
  .refine((ratio) => ratio > 0, 'expected more than 0 %')

/** Amounts in µs, per second, bytes or a plain count. */
const UNITS: Readonly<Record<string, Limit>> = {
  µs: { amount: 1, of: 'us' },
  us: { amount: 1, of: 'us' },
  ms: { amount: 1000, of: 'us' },
  s: { amount: 1_000_000, of: 'us' },
  '/s': { amount: 1, of: 'perSecond' },
  B: { amount: 1, of: 'bytes' },
  kB: { amount: 1e3, of: 'bytes' },
  MB: { amount: 1e6, of: 'bytes' },
  GB: { amount: 1e9, of: 'bytes' },
  KiB: { amount: 2 ** 10, of: 'bytes' },
  MiB: { amount: 2 ** 20, of: 'bytes' },
  GiB: { amount: 2 ** 30, of: 'bytes' },
  '': { amount: 1, of: 'count' },
}

const BUDGET =
  /^\s*([a-z][a-z0-9-]*)\s*(<=|>=)\s*(\d+(?:\.\d+)?)\s*(µs|us|ms|s|\/s|B|kB|MB|GB|KiB|MiB|GiB|)\s*$/

const budgetText = z
  .string()
  .regex(
    BUDGET,
    'expected a metric, <= or >= and an amount with its unit, such as "p95 <= 50 ms", "throughput >= 200/s" or "rss <= 300 MB"',
  )
  .refine((text) => Number(BUDGET.exec(text)?.[3] ?? 1) > 0, 'expected a limit above 0')

const budgetSchema = z
  .union([
    budgetText.transform((budget) => ({ scenario: '*', load: '*', budget })),
    z.strictObject({ scenario, load, budget: budgetText }),
  ])
  .transform(({ budget, ...place }): BudgetRule => ({ ...place, ...parseBudget(budget) }))

function parseBudget(text: string): Pick<BudgetRule, 'metric' | 'bound' | 'limit'> {
  const [, metric, sign, amount, unit] = BUDGET.exec(text)!
  const { amount: factor, of } = UNITS[unit!]!
  return {
    metric: metric!,
    bound: sign === '<=' ? 'at most' : 'at least',
    limit: { amount: Number(amount) * factor, of },
  }
}

const marginSchema = z
  .strictObject({
    scenario,
    load,
    metric: glob.default('*'),
    margin: percent.optional(),
    /** Whether the metric may turn the gate red. */
    gating: z.boolean().optional(),
  })
  .refine(({ margin, gating }) => margin !== undefined || gating !== undefined, {
    message: 'expected margin, gating or both',
  })
  .transform(({ margin, ...rule }) => ({ ...rule, marginRatio: margin }))

const exceptionSchema = z
  .strictObject({
    scenario: glob,
    load,
    metric: glob,
    reason: z.string().trim().min(1, 'expected a reason that a reader understands'),
    /** The last day it holds, in UTC. */
    until: z.iso.date('expected a day, such as "2026-12-31"'),
    upTo: percent.optional(),
  })
  .transform(({ upTo, ...rule }) => ({ ...rule, upToRatio: upTo }))

export const gateSchema = z.strictObject({
  /** What a result that is neither good nor bad does: nothing, a warning, or exit code 7. */
  unclear: z.enum(['pass', 'warn', 'fail']).default('warn'),
  /** Other margins than the catalogue's, by place; the last that matches counts. */
  margins: z.array(marginSchema).default([]),
  /** Absolute limits for the candidate's own values. */
  budgets: z.array(budgetSchema).default([]),
  /** Places where `same` has to be shown. */
  mustBeSame: z
    .array(z.strictObject({ scenario, load, metric: glob, allowFaster: z.boolean().default(true) }))
    .default([]),
  /** What would fail, but may for a while. */
  exceptions: z.array(exceptionSchema).default([]),
})
