// What a bisection has found so far, line by line: what was asked, what the ends said, one line per tried commit, and
// what the commit that was named says against the one before it. With it a bisection can go on at any time.
import { z } from 'zod'
import { UsageError } from '../core/errors.ts'
import { REASONS } from './reason.ts'

export const RECORD_VERSION = 1

const estimate = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  confidence: z.number(),
  units: z.number(),
  method: z.enum(['clustered-trimmed', 'hodges-lehmann']),
})
const verdict = z.enum(['slower', 'faster', 'same', 'unclear', 'invalid'])

/** What every measured step has. */
const step = {
  /** Why there is no answer, which records of older versions only have in words; then the words. */
  reason: z.enum(REASONS).optional(),
  because: z.string().optional(),
  /** A ratio to base, or to the commit before. */
  change: estimate.optional(),
  /** Of a comparison of two: what its verdict was held against. Absent in records of older versions. */
  marginRatio: z.number().nonnegative().optional(),
  units: z.int().nonnegative(),
  /** Name of the session file beside the record; absent where none was begun. */
  session: z.string().optional(),
  durationMs: z.number().nonnegative(),
}

export const askedSchema = z.strictObject({
  kind: z.literal('bisect'),
  schemaVersion: z.literal(RECORD_VERSION),
  tool: z.strictObject({ name: z.literal('heartbench'), version: z.string() }),
  id: z.string(),
  startedAt: z.string(),
  /** As typed. */
  range: z.string(),
  /** Full ids. */
  base: z.string(),
  head: z.string(),
  firstParent: z.boolean(),
  variant: z.string().optional(),
  subject: z.strictObject({
    scenario: z.string(),
    load: z.string(),
    metric: z.string(),
    find: z.enum(['slower', 'faster']),
  }),
  /** Risk of a wrong answer of the whole. */
  errorLevel: z.number().positive(),
  marginRatio: z.number().positive().optional(),
  /** As typed, for every session alike. */
  measuring: z.strictObject({
    config: z.string().optional(),
    snapshot: z.string().optional(),
    profile: z.enum(['quick', 'pr', 'nightly']).optional(),
    units: z.int().positive().optional(),
    rounds: z.int().positive().optional(),
    seed: z.string().optional(),
  }),
  /** Digests of what every step measures, by what they are of; absent in records of older versions. */
  conditions: z
    .strictObject({
      scenario: z.string(),
      start: z.string(),
      variant: z.string(),
      build: z.string(),
      snapshot: z.string(),
    })
    .optional(),
})

export const endsSchema = z.strictObject({
  kind: z.literal('ends'),
  verdict,
  risk: z.number().nonnegative(),
  ...step,
})

export const triedSchema = z.strictObject({
  kind: z.literal('tried'),
  commit: z.string(),
  answer: z.enum(['changed', 'same', 'skip']),
  /** Spent on it; 0 where no number was looked at. */
  risk: z.number().nonnegative(),
  ...step,
})

export const checkedSchema = z.strictObject({
  kind: z.literal('checked'),
  before: z.string(),
  after: z.string(),
  verdict,
  ...step,
})

const line = z.discriminatedUnion('kind', [endsSchema, triedSchema, checkedSchema])

export type Asked = z.infer<typeof askedSchema>
export type Ends = z.infer<typeof endsSchema>
export type Tried = z.infer<typeof triedSchema>
export type Checked = z.infer<typeof checkedSchema>
export type RecordLine = z.infer<typeof line>

export interface BisectRecord {
  readonly asked: Asked
  readonly ends?: Ends
  /** The last trial of each commit. */
  readonly tried: readonly Tried[]
  /** Trials that have no answer and were or will be made again. Their risk is spent all the same. */
  readonly setAside?: readonly Tried[]
  readonly checked?: Checked
}

export function countTrials({ tried, setAside = [] }: BisectRecord): number {
  return tried.length + setAside.length
}

export function addLine(record: BisectRecord, added: RecordLine): BisectRecord {
  if (added.kind === 'ends') return { ...record, ends: added }
  if (added.kind === 'checked') return { ...record, checked: added }
  const isAgain = ({ commit }: Tried) => commit === added.commit
  const earlier = record.tried.find(isAgain)
  if (earlier === undefined) return { ...record, tried: [...record.tried, added] }
  const { tried, setAside = [] } = record
  return {
    ...record,
    tried: [...tried.filter((each) => !isAgain(each)), added],
    setAside: [...setAside, earlier],
  }
}

/** `file` only names the source in errors. A last line without its newline was cut off, and does not count. */
export function parseRecord(text: string, file: string): BisectRecord {
  const [first, ...rest] = text.split('\n').slice(0, -1)
  if (first === undefined)
    throw new UsageError(`${file}:1: Expected the beginning of a bisection, found no whole line.`)
  const asked = readLine(askedSchema, first, `${file}:1`)
  return rest
    .map((each, index) => readLine(line, each, `${file}:${index + 2}`))
    .reduce(addLine, { asked, tried: [] } satisfies BisectRecord)
}

function readLine<Output>(schema: z.ZodType<Output>, text: string, at: string): Output {
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(
    `${at}: Expected a line of a bisection, got "${text.slice(0, 60)}" (${issue!.path.join('.') || 'the line'}: ${issue!.message}). Name a file that ends in .bisect.jsonl.`,
  )
}

/** Text that is no JSON is no line of ours either, and is refused with the same words. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
