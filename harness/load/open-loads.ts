// Connections and stream positions of the load generator, kept per process under test and scenario.
import { createRandom } from '../core/random.ts'
import type { RequestContext, Scenario, SnapshotFacts } from '../core/scenario.ts'
import { startAlarmClock } from './alarm-clock.ts'
import type { AlarmClock } from './alarm-clock.ts'
import { rangesOf } from './cursor.ts'
import { openLoad } from './open-load.ts'
import type { OpenLoad } from './open-load.ts'
import type { SentRequests, Subject } from './protocol.ts'

export interface OpenLoads {
  configure(scenarios: readonly Scenario[], snapshot: SnapshotFacts | undefined): void
  scenario(name: string): Scenario
  context(subject: Subject, scenario: string, load: string): RequestContext
  /** Opened at the first call. */
  of(subject: Subject, scenario: string): readonly OpenLoad[]
  /** How far the streams of a process have come. */
  sent(subject: Subject): SentRequests
  /** Closes the connections to a process that has ended. */
  forget(subject: Subject): Promise<void>
  /** One for all open loops; started before the first of them. */
  readonly clock: () => AlarmClock
  /** Closes whatever is left. */
  close(): Promise<void>
}

export function createOpenLoads(): OpenLoads {
  const scenarios = new Map<string, Scenario>()
  const opened = new Map<string, Map<string, OpenLoad[]>>()
  let snapshot: SnapshotFacts | undefined
  let alarmClock: AlarmClock | undefined

  const clock = () => (alarmClock ??= startAlarmClock())

  function scenario(name: string): Scenario {
    const found = scenarios.get(name)
    if (found === undefined) throw new Error(`Expected a configured scenario, got "${name}".`)
    return found
  }
  function context(subject: Subject, name: string, load: string): RequestContext {
    return { snapshot, random: createRandom(seedOf(subject, name, load)) }
  }
  const seedOf = (subject: Subject, name: string, load: string) => `${subject.seed}/${name}/${load}`

  async function forget({ key }: Pick<Subject, 'key'>): Promise<void> {
    const loads = [...(opened.get(key)?.values() ?? [])].flat()
    opened.delete(key)
    await Promise.all(loads.map(({ client }) => client.close()))
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
      const { loads: all } = scenario(name)
      const loads = all.map((load) => {
        const seed = `${seedOf(subject, name, load.name)}/arrivals`
        return openLoad(load, subject.origin, context(subject, name, load.name), seed)
      })
      if (all.some(({ model }) => model.kind === 'open')) clock()
      ofSubject.set(name, loads)
      return loads
    },
    sent: ({ key }) =>
      Object.fromEntries(
        [...(opened.get(key) ?? [])].map(([scenario, loads]) => [
          scenario,
          Object.fromEntries(loads.map(({ load, cursor }) => [load.name, rangesOf(cursor)])),
        ]),
      ),
    forget,
    clock,
    async close() {
      await Promise.all([...opened.keys()].map((key) => forget({ key })))
      await alarmClock?.close()
    },
  }
}
