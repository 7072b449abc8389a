// What the numbers come from, and the commands that make them again.
import {
  formatBytes,
  formatCount,
  formatInstant,
  formatSpanMs,
} from '../../../harness/core/format.ts'
import { code, heading, paragraph } from '../../../harness/report/block.ts'
import type { Block, Text } from '../../../harness/report/block.ts'
import type { Session } from '../../../harness/results/schema.ts'
import { chainScenarios } from '../pull-request/chain-scenarios.ts'
import type { Story } from '../story.ts'

/** Events of the database that the pull request was measured on, and of the recipe `golden`. */
const EVENTS = 544_688

export function howSection(story: Story): readonly Block[] {
  const { session, sessionFile, attribution } = story
  const files: Text[] = [
    describeSession(session, sessionFile),
    ...(attribution ? [describeSession(attribution.session, attribution.sessionFile)] : []),
  ]
  return [
    heading(2, 'How it was measured'),
    { kind: 'list', items: files },
    ...scaleWarning(session),
    paragraph(
      'The same again; each measurement takes about a quarter of an hour on two cores, builds not counted:',
    ),
    { kind: 'code', language: 'sh', text: commandsOf(story) },
  ]
}

const CONFIG = '--config scripts/compare-with-pr/heartbench.config.ts'
const HEARTBENCH = 'node harness/cli/heartbench.mjs'

/** Run from the top of the repository; the sessions are named by when they began. */
function commandsOf({ numbers, claims }: Story): string {
  const scenarios = chainScenarios(numbers, claims).join(' ')
  return [
    `${HEARTBENCH} compare ${CONFIG}`,
    `${HEARTBENCH} attribute --chain past ${CONFIG} --scenario ${scenarios}`,
    'node scripts/compare-with-pr.ts <session of compare> --attribution <session of attribute> --out reports/pr-615',
  ].join('\n')
}

function describeSession({ header, units, end }: Session, file: string): Text {
  const { machine, snapshot, targets } = header
  const complete = units.filter(({ state }) => state === 'complete').length
  const span =
    end && `, ${formatSpanMs(Date.parse(end.finishedAt) - Date.parse(header.startedAt))} long`
  const commits = [...new Set(targets.map(({ commit }) => commit.slice(0, 10)))].join(', ')
  const events =
    snapshot?.events === undefined
      ? ''
      : ` on ${formatCount(snapshot.events)} events (${formatBytes(snapshot.bytes)})`
  return [
    code(file),
    `: ${formatInstant(header.startedAt)}${span ?? ''}, ${complete} restarts of ${targets.map(({ label }) => label).join(', ')} at `,
    code(commits),
    targets.some(({ dirty }) => dirty) ? ' with uncommitted changes' : '',
    `${events}; ${machine.cpus} × ${machine.cpuModel}, ${machine.system}, Node ${machine.node}.`,
  ]
}

function scaleWarning({ header: { snapshot } }: Session): readonly Block[] {
  if (snapshot?.events === EVENTS) return []
  const found =
    snapshot?.events === undefined ? 'another' : `${formatCount(snapshot.events)} events`
  return [
    paragraph(
      `The pull request was measured on ${formatCount(EVENTS)} events, this session on ${found}: factors of reads grow with the size of the database.`,
    ),
  ]
}
