// Asks a build how its database answers its statements: a command of the config, run on the copy of the snapshot that
// this build has migrated and the rehearsal has used. Never a reason to fail: what goes wrong becomes a note.
import { z } from 'zod'
import type { Note } from '../core/notes.ts'
import type { QueryPlans } from '../results/schema.ts'
import { fillTexts } from '../targets/placeholders.ts'
import { runToEnd } from '../targets/run-to-end.ts'
import type { ProcessOwner } from '../targets/target.ts'
import type { SessionTarget } from './session-target.ts'

/** What a hook prints. Enough for any server's hot statements, and little enough for a header. */
const printedSchema = z
  .array(
    z.object({
      name: z.string().min(1).max(200),
      sql: z.string().max(10_000).default(''),
      plan: z.array(z.string().max(1000)).max(200),
    }),
  )
  .max(200)
  .refine(
    (statements) => new Set(statements.map(({ name }) => name)).size === statements.length,
    'expected a different name for each statement',
  )

export interface ExplainRequest {
  readonly target: SessionTarget
  /** The copy that the target's process left. */
  readonly database: string | undefined
  /** Variables that keep it away from the user's own configuration. */
  readonly homes: Readonly<Record<string, string>>
  readonly owner: ProcessOwner
  readonly signal: AbortSignal
}

export type Explained = { readonly plans: QueryPlans } | { readonly note: Note }

/** Undefined where the config asks for nothing. Rejects only when the signal aborts. */
export async function explainQueries(request: ExplainRequest): Promise<Explained | undefined> {
  const { target, database, owner, signal } = request
  const { explain } = target
  const { label } = target.info
  if (explain === undefined) return undefined
  const environment = { ...request.homes, ...explain.environment }
  const isAsked = [...explain.command, ...Object.values(environment)].some((text) =>
    text?.includes('{db}'),
  )
  if (isAsked && database === undefined) return noteOf(label, 'no snapshot was given for {db}')
  const printed = await runToEnd({
    ...fillTexts(explain.command, environment, { dir: target.directory, db: database }),
    cwd: target.directory,
    timeoutMs: explain.timeoutMs,
    label: `explain ${label}`,
    owner,
    signal,
  })
  return 'why' in printed ? noteOf(label, printed.why) : readPrinted(label, printed.stdout)
}

function readPrinted(target: string, stdout: string): Explained {
  let value: unknown
  try {
    value = JSON.parse(stdout)
  } catch {
    return noteOf(target, `it printed no JSON but "${stdout.trim().slice(0, 60)}"`)
  }
  const read = printedSchema.safeParse(value)
  if (read.success) return { plans: { target, statements: read.data } }
  const [issue] = read.error.issues
  const where = issue!.path.length === 0 ? 'its list' : issue!.path.join('.')
  return noteOf(
    target,
    `expected a list of { "name", "sql", "plan": [lines] }, got something else at ${where} (${issue!.message})`,
  )
}

function noteOf(target: string, why: string): Explained {
  return { note: { code: 'not-explained', target, why } }
}
