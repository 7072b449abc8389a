// Which sessions may be joined. Machines may differ, since every ratio is one of a single machine; what is compared,
// on which data and how much of it may not. Every refusal names the setting with both values.
import { UsageError } from '../../core/errors.ts'
import type { Note } from '../../core/notes.ts'
import { compareSettings } from '../compare-settings.ts'
import type { SettingDifference } from '../compare-settings.ts'
import type { SessionHeader, TargetInfo } from '../schema.ts'
import { checkDistinct } from './check-distinct.ts'
import type { SessionSource } from './session-source.ts'

/** Throws UsageError; what only needs to be known is returned. */
export function checkJoinable(shards: readonly SessionSource[]): Note[] {
  for (const shard of shards) checkReadOnce(shard)
  const pairs = shards.flatMap((one, index) =>
    shards.slice(index + 1).map((other) => [one, other] as const),
  )
  for (const [one, other] of pairs) checkDistinct(one, other)
  const differing = pairs.flatMap(([one, other]) => checkPair(one, other))
  return [...new Map(differing.map((note) => [JSON.stringify(note), note])).values()]
}

/** A session that was read on its way may have stopped because of what was read. */
function checkReadOnce({ file, session: { header } }: SessionSource): void {
  const { looks, unitsPlanned } = header
  if (looks === undefined || looks.length === 1) return
  throw new UsageError(
    `Expected sessions that are read once, at the end, but ${file} was read at ${looks.join(', ')} of ${unitsPlanned} units: it may have ended because of what was read, and reading it again beside others would be wrong more often than it claims. Measure shards with --units, or --profile quick.`,
  )
}

function checkPair(one: SessionSource, other: SessionSource): Note[] {
  const [first, second] = [one.session.header, other.session.header]
  const differences = compareSettings(...comparable(first, second)).filter(
    ({ setting }) => !mayDiffer(setting),
  )
  const refused = differences.filter(({ severity }) => severity === 'refuse')
  if (refused.length > 0) throw differs(one.file, other.file, refused)
  const noted = [...differences, ...answersDiffer(first, second)]
  return noted.map(({ setting, ...values }): Note => ({
    code: 'settings-differ',
    setting,
    first: values.first,
    second: values.second,
  }))
}

/** A unit's ratios are within a machine, and so none of these can move them. */
function mayDiffer(setting: string): boolean {
  return (
    setting.startsWith('machine: ') ||
    ['pinning', 'planned units', 'planned looks'].includes(setting)
  )
}

function differs(one: string, other: string, refused: readonly SettingDifference[]): UsageError {
  const named = refused.map(
    ({ setting, first, second }) => `${setting} (${first} in ${one}; ${second} in ${other})`,
  )
  return new UsageError(
    `Expected sessions of the same targets and data, with the same plan where they share a scenario; they differ in ${named.join('; ')}. ${adviceOn(refused)}`,
  )
}

function adviceOn(refused: readonly SettingDifference[]): string {
  return refused.some(({ setting }) => setting.startsWith('plan'))
    ? 'A plan follows from what requests cost on each machine: measure all shards but the first with --plan-from <its session file>.'
    : 'Measure the same commits on the same snapshot everywhere.'
}

/** Only what both measured, in one order; builds by their names only where the same runtime made both. */
function comparable(
  first: SessionHeader,
  second: SessionHeader,
): readonly [SessionHeader, SessionHeader] {
  const names = new Set(second.scenarios.map(({ name }) => name))
  const shared = first.scenarios.map(({ name }) => name).filter((name) => names.has(name))
  const runtimes = [first, second].map(({ machine: { node, system, architecture } }) =>
    [node, system, architecture].join(' '),
  )
  const isSameRuntime = runtimes[0] === runtimes[1]
  const only = (header: SessionHeader): SessionHeader => ({
    ...header,
    scenarios: shared.map((name) => header.scenarios.find((each) => each.name === name)!),
    plan: shared.flatMap((name) => header.plan.filter(({ scenario }) => scenario === name)),
    targets: isSameRuntime ? header.targets : header.targets.map(withoutBuild),
  })
  return [only(first), only(second)]
}

/** The name of a build holds the runtime; uncommitted files are told apart by nothing else, so it stays there. */
function withoutBuild(target: TargetInfo): TargetInfo {
  const { build: _, ...rest } = target
  return target.dirty ? target : rest
}

/** Other answers of unchanged builds to the same scenario: other requests, other data, or the clock. */
function answersDiffer(first: SessionHeader, second: SessionHeader): SettingDifference[] {
  const baseline = first.targets.find(({ role }) => role === 'baseline')?.label
  return first.answers
    .filter(({ target, state }) => target === baseline && state === 'same')
    .flatMap(({ scenario, digest }) => {
      const other = second.answers.find(
        (answer) => answer.scenario === scenario && answer.target === baseline,
      )
      if (other === undefined || other.state !== 'same' || other.digest === digest) return []
      const [a, b] = [digest, other.digest].map((text) => `digest ${text.slice(0, 12)}`)
      return { setting: `answers to ${scenario}`, first: a!, second: b!, severity: 'flag' }
    })
}
