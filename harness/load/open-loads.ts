// Connections and stream positions of the load generator, kept per process under test and scenario.
import { createRandom } from '../core/random.ts'
import type { RequestContext, Scenario, SnapshotFacts } from '../core/scenario.ts'
import type { SentCounts, Subject } from './protocol.ts'
import { openLoad } from './slice.ts'
import type { OpenLoad } from './slice.ts'

export interface OpenLoads {
  configure(scenarios: readonly Scenario[], snapshot: SnapshotFacts | undefined): void
  scenario(name: string): Scenario
  context(subject: Subject, scenario: string, load: string): RequestContext
  /** Opened at the first call. */
  of(subject: Subject, scenario: string): readonly OpenLoad[]
  /** How far the streams of a process have come. */
  sent(subject: Subject): SentCounts
  /** Closes the connections to a process that has ended. */
  forget(subject: Subject): Promise<void>
}

export function createOpenLoads(): OpenLoads {
  const scenarios = new Map<string, Scenario>()
  const opened = new Map<string, Map<string, OpenLoad[]>>()
  let snapshot: SnapshotFacts | undefined

  function scenario(name: string): Scenario {
    const found = scenarios.get(name)
    if (found === undefined) throw new Error(`Expected a configured scenario, got "${name}".`)
    return found
  }
  function context(subject: Subject, name: string, load: string): RequestContext {
    return { snapshot, random: createRandom(`${subject.seed}/${name}/${load}`) }
  }
  return {
    configure(all, facts) {
      snapshot = facts
      for (const one of all) scenarios.set(one.name, one)
    },
    scenario,
    context,
    of(subject, name) {
      const ofSubject = opened.get(subject.key) ?? new Map<string, OpenLoad[]>()
      opened.set(subject.key, ofSubject)
      const found = ofSubject.get(name)
      if (found !== undefined) return found
      const loads = scenario(name).loads.map((load) =>
        openLoad(load, subject.origin, context(subject, name, load.name)),
      )
      ofSubject.set(name, loads)
      return loads
    },
    sent: ({ key }) =>
      Object.fromEntries(
        [...(opened.get(key) ?? [])].map(([scenario, loads]) => [
          scenario,
          Object.fromEntries(loads.map(({ load, cursor }) => [load.name, cursor.next])),
        ]),
      ),
    async forget({ key }) {
      const loads = [...(opened.get(key)?.values() ?? [])].flat()
      opened.delete(key)
      await Promise.all(loads.map(({ client }) => client.close()))
    },
  }
}
