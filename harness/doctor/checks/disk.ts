// Copies of the snapshot lie in the cache, and servers commit to them.
import { formatBytes, formatDurationUs } from '../../core/format.ts'
import type { Check, CheckState } from '../check.ts'
import { worstState } from '../check.ts'
import type { DiskFacts } from '../facts.ts'

/** Builds, dependencies, and four copies of a 100 MB snapshot; a full disk ends a session. */
const WANTED_BYTES = 5e9
const NEEDED_BYTES = 1e9
/** Beyond this a commit costs more than any answer. */
const SLOW_SYNC_MS = 20

interface Trait {
  readonly state: CheckState
  readonly meaning: string
}

export const disk: Check = {
  id: 'disk',
  title: 'Disk',
  weigh({ disk: facts }) {
    const traits = traitsOf(facts)
    return {
      state: worstState(traits.map(({ state }) => state)),
      found: describe(facts),
      meaning:
        traits.map(({ meaning }) => meaning).join(' ') ||
        'Copies fit, and commits cost what they cost elsewhere.',
      values: { ...facts },
    }
  },
}

function traitsOf({ fileSystem = '', freeBytes, syncP95Ms = 0 }: DiskFacts): Trait[] {
  const elsewhere = 'Name another cache in HEARTBENCH_CACHE.'
  const traits: (Trait | false)[] = [
    freeBytes < WANTED_BYTES && {
      state: freeBytes < NEEDED_BYTES ? 'bad' : 'caution',
      meaning: `Builds and copies of snapshots need ${formatBytes(WANTED_BYTES)}.`,
    },
    isNetwork(fileSystem) && {
      state: 'bad',
      meaning: `A network decides how long writes take. ${elsewhere}`,
    },
    IN_MEMORY.has(fileSystem) && {
      state: 'caution',
      meaning: `It lies in memory: commits cost nothing here, and copies take memory. ${elsewhere}`,
    },
    LAYERED.has(fileSystem) && {
      state: 'caution',
      meaning: `The layers of a container add to every first write. Mount a volume for the cache.`,
    },
    syncP95Ms > SLOW_SYNC_MS && {
      state: 'caution',
      meaning: 'Commits are slow, so that writes measure the disk more than the server.',
    },
  ]
  return traits.filter((trait) => trait !== false)
}

const IN_MEMORY: ReadonlySet<string> = new Set(['tmpfs', 'ramfs'])
const LAYERED: ReadonlySet<string> = new Set([
  'overlay',
  'aufs',
  'fuse-overlayfs',
  'fuse.fuse-overlayfs',
])
const NETWORK =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|ceph|9p|afs|virtiofs|glusterfs|fuse\.(?!fuse-overlayfs).+)$/

export function isNetwork(fileSystem: string): boolean {
  return NETWORK.test(fileSystem)
}

function describe({ fileSystem, freeBytes, syncP50Ms, syncP95Ms }: DiskFacts): string {
  const kind = fileSystem ?? 'unknown file system'
  const syncs =
    syncP50Ms === undefined || syncP95Ms === undefined
      ? ''
      : `; append and sync ${formatDurationUs(syncP50Ms * 1000)}, p95 ${formatDurationUs(syncP95Ms * 1000)}`
  return `${kind}, ${formatBytes(freeBytes)} free${syncs}`
}
