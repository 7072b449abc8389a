// Shows what the load generator promises: punctual and cheap open loops, percentiles that agree with known latencies
// and with wrk (when it is on PATH). Load generator and server are pinned to CPUs of their own.
//
//   node scripts/show-load.ts [--json]
//
// Prints a table and ends with 1 when a goal is missed. What other processes disturbed is repeated, and shown without
// a judgement when that does not help.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { openBench } from './show-load/bench.ts'
import { CONTESTS, agreement } from './show-load/closed-goals.ts'
import type { Bench } from './show-load/bench.ts'
import type { Goal } from './show-load/goal.ts'
import { accuracy, frugality, honesty, punctuality } from './show-load/open-goals.ts'
import { frugalRecording } from './show-load/recording-goal.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })

async function show(): Promise<Goal[]> {
  const recording = await frugalRecording()
  const bench = await openBench()
  try {
    return [
      ...(await punctuality(bench)),
      ...(await frugality(bench)),
      ...(await honesty(bench)),
      ...(await accuracy(bench)),
      recording,
      ...(await agreements(bench)),
    ]
  } finally {
    bench.close()
  }
}

async function agreements(bench: Bench): Promise<Goal[]> {
  const goals: Goal[] = []
  for (const contest of CONTESTS) goals.push(await agreement(bench, contest))
  return goals
}

function table(goals: readonly Goal[]): string {
  const cells = [
    ['', 'measured', 'goal', ''],
    ...goals.map(({ what, measured, goal, outcome }) => [what, measured, goal, outcome]),
  ]
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)))
  const line = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')
  return cells.map((row) => line(row).trimEnd()).join('\n')
}

const goals = await show()
if (values.json) console.log(JSON.stringify(goals, null, 2))
else {
  console.log(table(goals))
  console.log(`\nload average ${loadavg()[0]!.toFixed(1)}, node ${process.version}`)
}
process.exitCode = goals.some(({ outcome }) => outcome === 'MISSED') ? 1 : 0
