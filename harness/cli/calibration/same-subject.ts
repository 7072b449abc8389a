// Whether sessions measured the same thing in the same way: units of different builds, data, machines or versions of this
// tool are not draws from the same urn.
import type { MeasuredSession } from '../../calibration/measured-session.ts'
import { UsageError } from '../../core/errors.ts'
import type { SessionHeader } from '../../results/schema.ts'
import { toolVersion } from '../tool-version.ts'

type Sessions = readonly Pick<MeasuredSession, 'header'>[]

/** To add a setting: one line. Undefined where an older version did not write it down. */
const SETTINGS: readonly (readonly [string, (header: SessionHeader) => string | undefined])[] = [
  ['version of heartbench', ({ tool }) => tool.version],
  ['commit', ({ targets }) => describeCommit(targets[0]!)],
  ['build', ({ targets }) => buildOf(targets)],
  ['snapshot', ({ snapshot }) => snapshot?.digest],
  ['machine', ({ machine }) => JSON.stringify(machine)],
  ['pinning', ({ pinning }) => JSON.stringify(pinning ?? 'none')],
]

/** `advice` ends the message. */
export function checkAlike(sessions: Sessions, where: string, advice: string): void {
  for (const [setting, read] of SETTINGS) {
    const [first, other] = new Set(sessions.flatMap(({ header }) => read(header) ?? []))
    if (other !== undefined)
      throw new UsageError(
        `Expected one ${setting} in ${where}, got ${first} and ${other}. ${advice}`,
      )
  }
}

/** Before anything more is measured into a folder. */
export function checkVersion({ tool }: SessionHeader, folder: string): void {
  const now = toolVersion()
  if (tool.version === now) return
  throw new UsageError(
    `Expected heartbench ${tool.version}, which began to measure into ${folder}, but this is ${now}: versions may measure differently. Start anew with another --out, or go on with that version.`,
  )
}

const describeCommit = ({ commit, dirty }: SessionHeader['targets'][number]) =>
  dirty ? `${commit} with uncommitted changes` : commit

/** The working tree of a commit is another build than the commit, and than itself after an edit. */
function buildOf(targets: SessionHeader['targets']): string | undefined {
  const builds = new Set(targets.map(({ build }) => build))
  if (builds.has(undefined)) return undefined
  return [...builds].join(' and ')
}
