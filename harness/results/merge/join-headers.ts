// One header for sessions that were found joinable. What differs between machines stays with the shards; what stands at
// the top is what is true of the whole.
import type { Note } from '../../core/notes.ts'
import { SCHEMA_VERSION } from '../schema.ts'
import type { Answer, Session, SessionHeader } from '../schema.ts'
import { haveSameScenarios } from '../shards.ts'

export interface Joining {
  readonly id: string
  readonly tool: SessionHeader['tool']
  /** What the sessions differ in without being unfit to be joined. */
  readonly differing: readonly Note[]
}

export function joinHeaders(
  sessions: readonly Session[],
  { id, tool, differing }: Joining,
): SessionHeader {
  const headers = sessions.map(({ header }) => header)
  const first = headers[0]!
  const unitsPlanned = headers.reduce((sum, header) => sum + header.unitsPlanned, 0)
  const isPinned = headers.every(({ pinning }) => pinning !== undefined)
  return {
    kind: 'session',
    schemaVersion: SCHEMA_VERSION,
    tool,
    id,
    startedAt: first.startedAt,
    command: [...unique(headers.map(({ command }) => command)), MERGE_COMMAND].join('\n'),
    seed: unique(headers.map(({ seed }) => seed)).join(', '),
    unitsPlanned,
    // Nothing was read before: one look at the end, with all the risk.
    looks: [Math.max(2, unitsPlanned)],
    machine: first.machine,
    ...(isPinned && { pinning: first.pinning }),
    ...(first.snapshot && { snapshot: first.snapshot }),
    targets: first.targets,
    ...(first.chain && { chain: first.chain }),
    scenarios: firstOfEach(
      headers.flatMap(({ scenarios }) => scenarios),
      ({ name }) => name,
    ),
    plan: firstOfEach(
      headers.flatMap(({ plan }) => plan),
      ({ scenario }) => scenario,
    ),
    answers: joinAnswers(headers.flatMap(({ answers }) => answers)),
    ...(first.queryPlans && { queryPlans: first.queryPlans }),
    ...(isSameGate(headers) && { gate: first.gate }),
    notes: [
      mergedNote(sessions),
      ...differing,
      ...endOfLifeNotes(sessions),
      ...firstOfEach(
        headers.flatMap(({ notes }) => notes),
        (note) => JSON.stringify(note),
      ),
    ],
  }
}

/** Shards that were measured by other rules are judged by none of them. */
function isSameGate(headers: readonly SessionHeader[]): boolean {
  const rules = headers.map(({ gate }) => JSON.stringify(gate))
  return rules[0] !== undefined && rules.every((each) => each === rules[0])
}

const MERGE_COMMAND = 'heartbench merge <their session files> --out <file>'

function mergedNote(sessions: readonly Session[]): Note {
  const machines = unique(sessions.map(({ header }) => JSON.stringify(header.machine)))
  return { code: 'merged', sessions: sessions.length, kindsOfMachine: machines.length }
}

/** Memory after the reads of one shard and after the writes of another are two things. */
function endOfLifeNotes(sessions: readonly Session[]): Note[] {
  if (haveSameScenarios({ shards: sessions })) return []
  const why = 'it is read after the scenarios of a unit, and those of the joined sessions differ'
  const what = 'Stopping, resident memory, and the sizes of database and indexes'
  return [{ code: 'not-measured', what, why }]
}

/** Where several sessions asked the same, the gravest answer counts: a build that was wrong once is wrong. */
function joinAnswers(answers: readonly Answer[]): Answer[] {
  const gravestFirst = answers.toSorted(
    (a, b) => GRAVITY.indexOf(a.state) - GRAVITY.indexOf(b.state),
  )
  const placeOf = ({ scenario, target }: Answer) => JSON.stringify([scenario, target])
  const kept = new Map(firstOfEach(gravestFirst, placeOf).map((one) => [placeOf(one), one]))
  return firstOfEach(answers, placeOf).map((answer) => kept.get(placeOf(answer))!)
}

const GRAVITY: readonly Answer['state'][] = ['wrong-status', 'different', 'unverified', 'same']

function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...Map.groupBy(items, keyOf).values()].map(([first]) => first!)
}

const unique = (texts: readonly string[]) => [...new Set(texts)]
