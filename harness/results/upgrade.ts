// Lifts headers of older session files to the present version, one step per version, so that the rest of the program
// knows a single shape.
import { SCHEMA_VERSION } from './schema.ts'

type Header = Readonly<Record<string, unknown>>

/** `UPGRADES[v]` turns version v into v + 1. Kept for ever: a session file may be judged again years later. */
const UPGRADES: Readonly<Record<number, (header: Header) => Header>> = {
  // Before looks were planned, verdicts were read once, when all planned units were there.
  1: (header) => ({ ...header, looks: [header['unitsPlanned']] }),
  // Nothing was pinned, and neither generator nor machine were watched: what is new is absent.
  2: (header) => header,
  // No request was kept by itself.
  3: (header) => header,
  // Sessions could not be joined.
  4: (header) => header,
  // What came with 6 is absent: chains, query plans, CPU profiles, calibration, the instant of migration.
  5: (header) => header,
}

/** A version without a step is left as it is: validation then names what is wrong with it. */
export function upgradeHeader(header: object, version: number): Header {
  const lifted = liftHeader(header as Header, version)
  const shards = lifted['shards']
  return Array.isArray(shards) ? { ...lifted, shards: shards.map(upgradeShard) } : lifted
}

/** A joined session holds whole headers, each of the version it was written in. */
function upgradeShard(shard: unknown): unknown {
  const header = (shard as { readonly header?: Header } | null)?.header
  const version = header?.['schemaVersion']
  if (header === undefined || typeof version !== 'number') return shard
  return { ...(shard as object), header: upgradeHeader(header, version) }
}

function liftHeader(header: Header, version: number): Header {
  let lifted = header
  for (let from = version; from < SCHEMA_VERSION; from++) {
    const upgrade = UPGRADES[from]
    if (upgrade === undefined) return lifted
    lifted = { ...upgrade(lifted), schemaVersion: from + 1 }
  }
  return lifted
}
