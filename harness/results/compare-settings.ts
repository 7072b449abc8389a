// Whether two sessions may be continued, merged or set side by side: everything that could move a number must be
// equal, and what is not is named.
import type { SessionHeader } from './schema.ts'

export interface SettingDifference {
  /** Words for people, such as `machine: CPU model`. */
  readonly setting: string
  readonly first: string
  readonly second: string
  /** Another machine, data, scenario or target makes another measurement; another amount only a longer one. */
  readonly severity: 'refuse' | 'flag'
}

type Read = (header: SessionHeader) => unknown

/** To add a setting: one line. What only names a session (id, start, command, seed, notes) is none. */
const SETTINGS: readonly (readonly [string, SettingDifference['severity'], Read])[] = [
  ['machine: CPU model', 'refuse', ({ machine }) => machine.cpuModel],
  ['machine: CPUs', 'refuse', ({ machine }) => machine.cpus],
  ['machine: memory', 'refuse', ({ machine }) => machine.memoryBytes],
  ['machine: system', 'refuse', ({ machine }) => machine.system],
  ['machine: architecture', 'refuse', ({ machine }) => machine.architecture],
  ['machine: Node', 'refuse', ({ machine }) => machine.node],
  ['machine: allowed CPUs', 'refuse', ({ machine }) => machine.allowedCpus],
  ['machine: CPU quota', 'refuse', ({ machine }) => machine.cpuQuota],
  ['machine: multithreading', 'refuse', ({ machine }) => machine.multithreading],
  ['machine: governor', 'refuse', ({ machine }) => machine.governor],
  ['pinning', 'refuse', ({ pinning }) => pinning ?? 'not pinned'],
  ['snapshot', 'refuse', ({ snapshot }) => describeSnapshot(snapshot)],
  ['targets', 'refuse', ({ targets }) => targets.map(describeTarget)],
  ['loads of scenarios', 'refuse', ({ scenarios }) => scenarios.map(describeScenario)],
  ['plan of rounds, requests and warm-up', 'refuse', ({ plan }) => plan],
  ['heartbench version', 'flag', ({ tool }) => tool.version],
  ['rules of the gate', 'flag', ({ gate }) => gate],
  ['planned units', 'flag', ({ unitsPlanned }) => unitsPlanned],
  ['planned looks', 'flag', ({ looks, unitsPlanned }) => looks ?? [unitsPlanned]],
]

/** Empty when the sessions were measured alike. */
export function compareSettings(a: SessionHeader, b: SessionHeader): readonly SettingDifference[] {
  return SETTINGS.flatMap(([setting, severity, read]) => {
    const [first, second] = [read(a), read(b)]
    if (describe(first) === describe(second)) return []
    return [{ setting, severity, ...describeBoth(first, second) }]
  })
}

/** Of lists of many things only what the other one lacks. */
function describeBoth(first: unknown, second: unknown): { first: string; second: string } {
  const whole = { first: describe(first), second: describe(second) }
  if (!isListOfThings(first) || !isListOfThings(second)) return whole
  const without = (list: readonly unknown[], other: readonly unknown[]): string => {
    const known = new Set(other.map(describe))
    return list
      .map(describe)
      .filter((thing) => !known.has(thing))
      .join(', ')
  }
  const rest = { first: without(first, second), second: without(second, first) }
  if (rest.first === '' && rest.second === '') return whole
  return { first: rest.first || 'none', second: rest.second || 'none' }
}

function isListOfThings(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some((entry) => typeof entry !== 'number')
}

/** The working tree of a commit is another build than the commit. */
function describeTarget(target: SessionHeader['targets'][number]): string {
  const { label, role, commit, dirty, variant, fault, build, start } = target
  const made = [build && `build ${build}`, start && `start ${start}`]
  const named = [commit.slice(0, 12), dirty && 'dirty', variant, fault && `fault ${fault}`]
  const parts = [...named, ...made]
  return `${label} (${role}): ${parts.filter(Boolean).join(' ')}`
}

/** The same rows in another schema are another file. */
function describeSnapshot(snapshot: SessionHeader['snapshot']): string | undefined {
  return snapshot && `${snapshot.digest.slice(0, 16)}, ${snapshot.bytes} bytes`
}

/** Titles and summaries may be reworded. */
function describeScenario({ name, readOnly, loads }: SessionHeader['scenarios'][number]): unknown {
  return { name, readOnly, loads }
}

/** Object keys in one order, so that the same settings read the same whoever wrote them. */
function describe(value: unknown): string {
  if (value === undefined) return 'none'
  if (typeof value === 'string') return value
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
