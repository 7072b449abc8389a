// Shows what the reference server promises, on the golden snapshot: each goal is a ratio of two sides measured
// in turns in this run, so that the machine's speed and its other work cancel out.
//
//   node scripts/show-server.ts [--rounds 12] [--snapshot golden.db] [--json]
//
// Prints a table and ends with 1 when a goal is missed. Without --snapshot the golden one is made or found.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openSnapshotFile } from '../harness/snapshots/open-snapshot-file.ts'
import type { SnapshotFacts } from '../harness/core/scenario.ts'
import * as measure from './show-server/measure.ts'
import { startBareKoa, startServer } from './show-server/process.ts'

interface Shown {
  readonly what: string
  readonly ours: string
  readonly other: string
  readonly ratio: number
  readonly goal: string
  readonly isReached: boolean
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '12' },
    snapshot: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

function snapshotFile(): string {
  if (values.snapshot !== undefined) return values.snapshot
  const cli = fileURLToPath(new URL('../harness/cli/heartbench.mjs', import.meta.url))
  const make = [cli, 'snapshot', 'make', '--scale', 'golden']
  const printed = execFileSync(process.execPath, make, { encoding: 'utf8' })
  return printed.split('\n')[0]!.trim()
}

async function show(snapshot: string, rounds: number, folder: string): Promise<Shown[]> {
  const facts = (await openSnapshotFile(snapshot, { expect: 'activitywatch' })).facts!
  const startBoth = async () =>
    [
      await startServer(folder, snapshot, 'default'),
      await startServer(folder, snapshot, 'branch'),
    ] as const
  const firstYear = await measure.measureFirstYear(startBoth, facts)
  const servers = [...(await startBoth()), await startBareKoa()] as const
  try {
    return await showAll(servers, { facts, rounds, file: join(folder, 'default.db'), firstYear })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

type Server = Awaited<ReturnType<typeof startServer>>

interface Plan {
  readonly facts: SnapshotFacts
  readonly rounds: number
  readonly file: string
  readonly firstYear: measure.Sides
}

async function showAll(
  [server, branch, bare]: readonly [Server, Server, Server],
  { facts, rounds, file, firstYear }: Plan,
): Promise<Shown[]> {
  const year = await measure.measureYear(server, branch, facts, rounds)
  const read = await measure.measureRead(server, facts, file, rounds * 4)
  const beats = await measure.measureHeartbeats(server, bare, rounds)
  const waits = await measure.measureInterference(server, facts, Math.ceil(rounds / 3))
  const residentMb = await measure.measureMemory(server, facts)
  const ms = (value: number) => `${value.toFixed(2)} ms`
  const rate = (value: number) => `${value.toFixed(0)}/s`
  return [
    atMost('10,000 events / stepping them raw', read, 2, ms),
    atMost('year query, first / branch profile', firstYear, 1, ms),
    atMost('year query, warm / branch profile', year, 0.1, ms),
    atLeast('heartbeats / bare Koa route', beats, 0.7, rate),
    atMost('heartbeat p95, year queries / idle', waits, 5, ms),
    atMost('resident after all scenarios / 350 MB', { ours: residentMb, other: 350 }, 1, (value) =>
      value.toFixed(0).concat(' MB'),
    ),
  ]
}

type Print = (value: number) => string

function atMost(what: string, sides: measure.Sides, most: number, print: Print): Shown {
  const ratio = sides.ours / sides.other
  return { ...printed(what, sides, print), goal: `≤ ${most}`, isReached: ratio <= most }
}

function atLeast(what: string, sides: measure.Sides, least: number, print: Print): Shown {
  const ratio = sides.ours / sides.other
  return { ...printed(what, sides, print), goal: `≥ ${least}`, isReached: ratio >= least }
}

function printed(what: string, { ours, other }: measure.Sides, print: Print) {
  return { what, ours: print(ours), other: print(other), ratio: ours / other }
}

function table(rows: readonly Shown[]): string {
  const cells = [
    ['', 'ours', 'other', 'ratio', 'goal', ''],
    ...rows.map(({ what, ours, other, ratio, goal, isReached }) => [
      what,
      ours,
      other,
      ratio.toFixed(3),
      goal,
      isReached ? 'reached' : 'MISSED',
    ]),
  ]
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
  return cells.map((row) => line(row).trimEnd()).join('\n')
}

const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds expects a whole number from 1; got '${values.rounds}'`)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'heartbench-show-'))
try {
  const rows = await show(snapshotFile(), rounds, folder)
  console.log(values.json ? JSON.stringify(rows, null, 2) : table(rows))
  process.exitCode = rows.every(({ isReached }) => isReached) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}
