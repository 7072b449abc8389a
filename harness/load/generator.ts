// The load generator's half of the protocol: keeps connections and stream positions per process under test.
import { createRandom } from '../core/random.ts'
import { openStream } from '../core/scenario.ts'
import type { RequestSpec, Scenario, SnapshotFacts } from '../core/scenario.ts'
import { takeAnswers } from './answers.ts'
import type { KeptBodies } from './answers.ts'
import type {
  DriverAnswers,
  DriverRequest,
  DriverRequestOf,
  Subject,
  WarmUpResult,
} from './protocol.ts'
import { openLoad, runSlice } from './slice.ts'
import type { OpenLoad } from './slice.ts'

type Reply = DriverAnswers[keyof DriverAnswers]

export interface Generator {
  handle(request: DriverRequest): Promise<Reply>
}

/** `loadScenarios` reads the scenarios from the config file named by the session. */
export function createGenerator(
  loadScenarios: (configFile: string) => Promise<readonly Scenario[]>,
): Generator {
  const scenarios = new Map<string, Scenario>()
  const opened = new Map<string, OpenLoad[]>()
  const kept: KeptBodies = new Map()
  let snapshot: SnapshotFacts | undefined

  function scenarioNamed(name: string): Scenario {
    const scenario = scenarios.get(name)
    if (scenario === undefined) throw new Error(`Expected a configured scenario, got "${name}".`)
    return scenario
  }

  function contextFor(subject: Subject, scenario: Scenario, load: string) {
    return { snapshot, random: createRandom(`${subject.seed}/${scenario.name}/${load}`) }
  }

  function loadsOf(subject: Subject, scenario: Scenario): OpenLoad[] {
    const key = `${subject.key}/${scenario.name}`
    let loads = opened.get(key)
    if (loads === undefined) {
      loads = scenario.loads.map((load) =>
        openLoad(load, subject.origin, contextFor(subject, scenario, load.name)),
      )
      opened.set(key, loads)
    }
    return loads
  }

  const handlers: {
    [Kind in DriverRequest['kind']]: (
      request: DriverRequestOf<Kind>,
    ) => Promise<DriverAnswers[Kind]>
  } = {
    async configure({ configFile, snapshot: facts }) {
      snapshot = facts
      for (const scenario of await loadScenarios(configFile)) scenarios.set(scenario.name, scenario)
      return { scenarios: [...scenarios.keys()] }
    },
    async prepare({ subject, scenario: name }) {
      const scenario = scenarioNamed(name)
      if (scenario.prepare === undefined) return { failure: undefined }
      const { prepare } = scenario
      const context = contextFor(subject, scenario, 'prepare')
      const requests = typeof prepare === 'function' ? prepare(context) : prepare
      return { failure: await sendAll(loadsOf(subject, scenario)[0]!, requests) }
    },
    async answers({ subject, scenario: name, role, count }) {
      const scenario = scenarioNamed(name)
      const open = loadsOf(subject, scenario).find(({ load }) => load.measured)!
      const stream = openStream(open.load.requests, contextFor(subject, scenario, open.load.name))
      return takeAnswers(scenario, open.client, stream, { count, role }, kept)
    },
    'warm-up': ({ subject, scenario, requests, budgetMs }) =>
      warmUp(loadsOf(subject, scenarioNamed(scenario)), requests, budgetMs ?? Infinity),
    async slice({ subject, scenario: name, plan }) {
      const scenario = scenarioNamed(name)
      return runSlice(scenario, loadsOf(subject, scenario), plan)
    },
    async forget({ subject }) {
      for (const [key, loads] of opened) {
        if (!key.startsWith(`${subject.key}/`)) continue
        opened.delete(key)
        await Promise.all(loads.map(({ client }) => client.close()))
      }
      return null
    },
  }

  return {
    handle: (request) => (handlers[request.kind] as (r: DriverRequest) => Promise<Reply>)(request),
  }
}

/** Returns the first failure. */
async function sendAll(
  open: OpenLoad,
  requests: readonly RequestSpec[],
): Promise<string | undefined> {
  for (const request of requests) {
    const answer = await open.client.send(request)
    if (answer.failure !== undefined)
      return `${request.method ?? 'GET'} ${request.path} gave ${answer.failure}`
  }
  return undefined
}

/** Sequential, all loads of the scenario; background loads get a hundredth of the count, at least one. */
async function warmUp(
  loads: readonly OpenLoad[],
  requests: number,
  budgetMs: number,
): Promise<WarmUpResult> {
  const endMs = performance.now() + budgetMs
  const timesUs: number[] = []
  let failure: string | undefined
  let sent = 0
  for (const { load, client, stream, cursor } of loads) {
    const count = load.measured ? requests : Math.max(1, Math.floor(requests / 100))
    for (let index = 0; index < count && (index === 0 || performance.now() < endMs); index++) {
      const answer = await client.send(stream(cursor.next++))
      failure ??= answer.failure
      sent += 1
      if (load.measured) timesUs.push((answer.doneMs - answer.sentMs) * 1000)
    }
  }
  timesUs.sort((a, b) => a - b)
  return { sent, medianUs: timesUs[Math.floor(timesUs.length / 2)] ?? 0, failure }
}
