// The load generator's half of the protocol: one handler per kind of request.
import { openStream } from '../core/scenario.ts'
import type { Scenario } from '../core/scenario.ts'
import { answersOf, takeAnswers } from './answers.ts'
import type { AnswerDigest, KeptBodies } from './answers.ts'
import { createOpenLoads } from './open-loads.ts'
import { isMeasured } from './open-load.ts'
import type { DriverAnswers, DriverRequest, DriverRequestOf } from './protocol.ts'
import { runSlice } from './slice.ts'
import { watchGenerator } from './watch-generator.ts'
import { sendAll, warmUp } from './warm-up.ts'

type Reply = DriverAnswers[keyof DriverAnswers]
type Handler = (request: DriverRequest) => Promise<Reply>
type Handlers = {
  [Kind in DriverRequest['kind']]: (request: DriverRequestOf<Kind>) => Promise<DriverAnswers[Kind]>
}

export interface Generator {
  handle(request: DriverRequest): Promise<Reply>
  close(): Promise<void>
}

/** `loadScenarios` reads the scenarios from the config file named by the session. */
export function createGenerator(
  loadScenarios: (configFile: string) => Promise<readonly Scenario[]>,
): Generator {
  const loads = createOpenLoads()
  const kept: KeptBodies = new Map()

  const handlers: Handlers = {
    async configure({ configFile, snapshot }) {
      const scenarios = await loadScenarios(configFile)
      loads.configure(scenarios, snapshot)
      return { scenarios: scenarios.map(({ name }) => name) }
    },
    async prepare({ subject, scenario: name }) {
      const { prepare } = loads.scenario(name)
      if (prepare === undefined) return { failure: undefined }
      const context = loads.context(subject, name, 'prepare')
      const requests = typeof prepare === 'function' ? prepare(context) : prepare
      return { failure: await sendAll(loads.of(subject, name)[0]!, requests) }
    },
    async answers({ subject, scenario: name, role }) {
      const digests: AnswerDigest[] = []
      for (const { load, client } of loads.of(subject, name).filter(isMeasured)) {
        const stream = openStream(load.requests, loads.context(subject, name, load.name))
        const plan = { load: load.name, count: answersOf(load), role }
        digests.push(...(await takeAnswers(loads.scenario(name), client, stream, plan, kept)))
      }
      return digests
    },
    'warm-up': ({ subject, scenario, requests, budgetMs }) =>
      warmUp(loads.of(subject, scenario), requests, budgetMs ?? Infinity),
    slice: ({ subject, scenario, plan }) =>
      watchGenerator(() => runSlice(loads.of(subject, scenario), plan, loads.clock)),
    sent: async ({ subject }) => loads.sent(subject),
    async forget({ subject }) {
      await loads.forget(subject)
      return null
    },
  }
  return {
    handle: async (request) => {
      try {
        return await (handlers[request.kind] as Handler)(request)
      } catch (error) {
        throw 'scenario' in request ? nameScenario(request.scenario, error) : error
      }
    },
    close: () => loads.close(),
  }
}

/** Scenarios may be code, and whoever wrote it has to find the place. */
function nameScenario(scenario: string, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  return new Error(`scenario "${scenario}": ${message}`, { cause: error })
}
