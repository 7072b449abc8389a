// What a heartbench.config file may say. Unknown keys are errors: a mistyped one must not become a wrong
// measurement. Each default stands here and nowhere else.
import { z } from 'zod'
import type { Scenario } from '../core/scenario.ts'
import { gateSchema } from './gate-schema.ts'

const argv = z.array(z.string().min(1)).min(1)
const environment = z.record(z.string(), z.string())
const path = z.string().startsWith('/', 'expected a path that starts with "/"')

const profilerCommand = argv.refine(
  (texts) => texts.some((text) => text.includes('{out}')),
  'expected {out} among the arguments: the file that the profiler writes',
)

const cpuList = z.array(z.int().min(0)).min(1)

const requestSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']).optional(),
  path,
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  expectStatus: z.array(z.int().min(100).max(599)).optional(),
})

const requestsFunction = z.custom<(...input: never[]) => unknown>(
  (value) => typeof value === 'function',
  'expected a list of requests or a function',
)
const requestSource = z.union([z.array(requestSchema).min(1), requestsFunction])

const openModel = {
  kind: z.literal('open'),
  inFlightMax: z.int().min(1).max(10_000).default(512),
}

const recordedSchema = z
  .strictObject({
    ...openModel,
    arrival: z.literal('recorded'),
    offsetsMs: z.array(z.number().nonnegative()).min(1).max(1_000_000),
    periodMs: z.number().positive(),
    speed: z.number().positive().max(10_000).default(1),
  })
  .refine(({ offsetsMs: offsets }) => offsets.every((ms, i) => i === 0 || ms >= offsets[i - 1]!), {
    path: ['offsetsMs'],
    message: 'expected ascending offsets',
  })
  .refine(({ offsetsMs, periodMs }) => offsetsMs.at(-1)! < periodMs, {
    path: ['offsetsMs'],
    message: 'expected offsets below periodMs',
  })

const loadModelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('closed'), connections: z.int().min(1).max(1000) }),
  z.discriminatedUnion('arrival', [
    z.strictObject({
      ...openModel,
      arrival: z.enum(['constant', 'poisson']).default('constant'),
      ratePerSecond: z.number().positive().max(100_000),
    }),
    recordedSchema,
  ]),
])

const scenarioName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected a kebab-case name such as "list-items"')

/** A scenario with all its loads spelled out, as `defineScenario` makes it. */
export const fullScenarioSchema = z.strictObject({
  name: scenarioName,
  title: z.string().min(1),
  table: z.string().min(1),
  summary: z.string(),
  loads: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        model: loadModelSchema,
        measured: z.boolean(),
        requests: requestSource,
      }),
    )
    .min(1)
    .refine((loads) => loads.some(({ measured }) => measured), 'expected one measured load')
    .refine(
      (loads) => new Set(loads.map(({ name }) => name)).size === loads.length,
      'expected loads of different names',
    ),
  prepare: requestSource.optional(),
  readOnly: z.boolean(),
  sliceMs: z.number().min(50).max(60_000).optional(),
  answers: z.enum(['bytes', 'json']).optional(),
  expectRows: z
    .custom<(...input: never[]) => unknown>(
      (value) => typeof value === 'function',
      'expected a function',
    )
    .optional(),
})

/** The short form for one stream of requests: enough for most JSON configs. */
export const shortScenarioSchema = z.strictObject({
  name: scenarioName,
  title: z.string().min(1).optional(),
  table: z.string().min(1).default('Requests'),
  summary: z.string().default(''),
  requests: z.array(requestSchema).min(1),
  prepare: z.array(requestSchema).optional(),
  connections: z.int().min(1).max(1000).default(1),
  readOnly: z.boolean().optional(),
  answers: z.enum(['bytes', 'json']).optional(),
})

export const scenarioSchema = z.unknown().transform((value, context): Scenario => {
  const isShort = typeof value === 'object' && value !== null && 'requests' in value
  const parsed = isShort
    ? shortScenarioSchema.safeParse(value)
    : fullScenarioSchema.safeParse(value)
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      context.issues.push({ ...issue, input: value } as never)
    return z.NEVER
  }
  return ('requests' in parsed.data ? expandShort(parsed.data) : parsed.data) as Scenario
})

function expandShort(short: z.infer<typeof shortScenarioSchema>) {
  const reads = short.requests.every(({ method }) => method === undefined || method === 'GET')
  const { requests, connections, title, readOnly, ...rest } = short
  return {
    ...rest,
    title: title ?? short.name,
    readOnly: readOnly ?? reads,
    loads: [{ name: 'requests', model: { kind: 'closed', connections }, measured: true, requests }],
  }
}

const variantSchema = z.strictObject({
  /** Appended to the start command. */
  arguments: z.array(z.string()).default([]),
  environment: environment.default({}),
})

export const configSchema = z.strictObject({
  /** For editors. */
  $schema: z.string().optional(),
  /** Installs dependencies in a fresh checkout; run once per lock file. */
  install: argv.optional(),
  /** Names the lock file whose content decides whether an installation can be shared. */
  lockFile: z.string().optional(),
  /** Runs after install, in every build. */
  build: argv.optional(),
  buildTimeoutMs: z.int().positive().default(600_000),
  /** Program and arguments without a shell; `{port}`, `{db}` and `{dir}` are filled in. */
  start: argv,
  environment: environment.default({}),
  ready: z
    .strictObject({
      path,
      expectStatus: z.int().default(200),
      timeoutMs: z.int().positive().default(30_000),
    })
    .prefault({ path: '/' }),
  /** A path whose answer needs the database; its first answer is a start-up metric of its own. */
  firstAnswer: z.strictObject({ path }).optional(),
  /**
   * A path that answers 2xx only once the database is migrated. Without it the schema of an SQLite database is watched
   * from outside.
   */
  migrated: z.strictObject({ path }).optional(),
  /** Whether every server is started once more at the end of a unit, on the database it has used. */
  restart: z.boolean().default(false),
  stop: z
    .strictObject({
      signal: z.enum(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGKILL']).default('SIGTERM'),
      timeoutMs: z.int().positive().default(5000),
    })
    .prefault({}),
  /** Named sets of arguments and environment: `ref:variant` runs a ref with one of them. */
  variants: z.record(z.string(), variantSchema).default({}),
  /** How `--fault` reaches the server, such as `["--fault", "{fault}"]`; without it faults are refused. */
  faultArguments: z.array(z.string()).optional(),
  /** The golden database: made by a recipe, imported under a name, or a file of yours. */
  snapshot: z
    .union([
      z.strictObject({
        scale: z.enum(['tiny', 'small', 'golden', 'xl']),
        seed: z.string().default('heartbench'),
        /** Schema version of ActivityWatch the recipe is written in. */
        schema: z.literal([1, 2, 3, 4, 5]).default(4),
      }),
      z.strictObject({ name: z.string().min(1) }),
      z.strictObject({ file: z.string().min(1) }),
    ])
    .optional(),
  /** What `heartbench compare` compares when it is given no refs; the first is the baseline. */
  compare: z.array(z.string()).default([]),
  /** Named chains for `heartbench attribute --chain`: ranges of commits, or targets in order, the base first. */
  chains: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)).default({}),
  /** Prints, as JSON, how a build's database answers its statements; `{db}` is the copy that this build migrated. */
  explain: z
    .strictObject({ command: argv, timeoutMs: z.int().positive().default(30_000) })
    .optional(),
  /** Scenarios measured unless `--scenario` says otherwise; all when empty. */
  select: z.array(z.string()).default([]),
  scenarios: z.array(scenarioSchema).min(1),
  /** Restarts of every build; the unit of replication. */
  units: z.int().min(2).max(100).default(6),
  /** Slices per scenario, build and unit; heavy scenarios get fewer. */
  rounds: z.int().min(1).max(50).default(10),
  /** Time a scenario may take per unit over all builds, before its rounds are cut. */
  scenarioBudgetMs: z.int().positive().default(4000),
  /** Warm-up time per scenario and process, which cuts the fixed counts for slow scenarios. */
  warmupBudgetMs: z.int().positive().default(600),
  /** CPUs of the load generator and of the servers: apart from each other, left to the scheduler, or these. */
  pinning: z
    .union([z.enum(['auto', 'off']), z.strictObject({ generator: cpuList, servers: cpuList })])
    .default('auto'),
  /** What becomes of a unit in which the machine or the load generator got in the way. */
  disturbedUnits: z.enum(['repeat', 'keep']).default('repeat'),
  /** What `heartbench gate` fails by. */
  gate: gateSchema.prefault({}),
  /** What `--cpu-profiles` uses to show where the time of changed rows went. */
  cpuProfiles: z
    .strictObject({
      /** Node's own, found by the start command unless set, or a command that writes collapsed stacks. */
      profiler: z
        .union([z.enum(['auto', 'node']), z.strictObject({ command: profilerCommand })])
        .default('auto'),
      /** Under load, per scenario and build. */
      seconds: z.number().min(0.2).max(120).default(3),
      /** At most; those that changed most come first. */
      scenarios: z.int().min(1).max(20).default(4),
    })
    .prefault({}),
  /** Where reports and session files go, relative to the config file. */
  reports: z.string().default('reports'),
})

export type UserConfig = z.input<typeof configSchema>
export type Config = Readonly<z.output<typeof configSchema>>

/** Typed identity for `heartbench.config.ts`. */
export function defineConfig(config: UserConfig): UserConfig {
  return config
}
