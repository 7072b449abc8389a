// Shows that no acknowledged heartbeat is lost when the reference server is killed: rounds of kill −9 while
// several watchers beat, each round on the database that the one before left.
//
//   node scripts/show-kills.ts [--rounds 100] [--profile default] [--json]
//
// Ends with 1 when an acknowledged event is missing or SQLite finds the file damaged. Profiles with group commit
// (master, midpoint, branch) are meant to lose what was not committed: with them it shows that losses are found.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killInRounds, type KillResult } from './show-kills/rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    profile: { type: 'string', default: 'default' },
    json: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds expects a whole number from 1; got '${values.rounds}'`)
  process.exit(2)
}

const SHOWN_LOSSES = 5

function printed({ rounds, answers, events, lost, integrity }: KillResult): string {
  const losses = lost.slice(0, SHOWN_LOSSES).map((each) => `  ${each}`)
  const more = lost.length > SHOWN_LOSSES ? [`  … and ${lost.length - SHOWN_LOSSES} more`] : []
  return [
    `rounds of kill -9          ${rounds}`,
    `heartbeats acknowledged    ${answers}, of ${events} events`,
    `acknowledged events lost   ${lost.length}`,
    ...losses,
    ...more,
    `integrity_check            ${integrity.join('; ')}`,
  ].join('\n')
}

const folder = mkdtempSync(join(tmpdir(), 'heartbench-kills-'))
try {
  const { profile } = values
  const onRound = (round: number) => process.stderr.write(`\rround ${round} of ${rounds} `)
  const result = await killInRounds({ folder, rounds, profile, onRound })
  process.stderr.write('\r\u001b[K')
  console.log(values.json ? JSON.stringify(result, null, 2) : printed(result))
  const isIntact = result.integrity.length === 1 && result.integrity[0] === 'ok'
  process.exitCode = isIntact && result.lost.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}
