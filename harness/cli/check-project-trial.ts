// What a trial of the working tree told: whether it builds, starts, answers the same twice and stops.
import { TargetError } from '../core/errors.ts'
import { describeNote } from '../core/notes.ts'
import { formatDurationUs, formatSpanMs } from '../core/format.ts'
import type { Scenario } from '../core/scenario.ts'
import type { Answer } from '../results/schema.ts'
import type { Rehearsal } from '../session/rehearsal.ts'
import type { Tried } from '../session/try-targets.ts'
import { notTried, result } from './project-check.ts'
import type { ProjectResult } from './project-check.ts'

/** `failure` is that of building; without one, `tried` says how far it came. */
export function checkTrial(
  tried: Tried | undefined,
  failure: Error | undefined,
  scenarios: readonly Scenario[],
): ProjectResult[] {
  return [
    buildResult(failure),
    startResult(tried),
    ...answerResults(tried, scenarios),
    stopResult(tried),
  ]
}

function buildResult(failure: Error | undefined): ProjectResult {
  if (failure !== undefined) return result('build', 'Build', 'bad', 'failed', explain(failure))
  return result('build', 'Build', 'ok', 'the working tree', 'install and build went through.')
}

function startResult(tried: Tried | undefined): ProjectResult {
  if (tried === undefined) return notTried('start', 'Start')
  const { started, failure } = tried
  if (started === undefined)
    return result('start', 'Start', 'bad', 'not ready', failure ? explain(failure) : '')
  const slowestMs = Math.max(...started.map(({ process }) => process.readyMs))
  return result(
    'start',
    'Start',
    'ok',
    `ready after ${formatSpan(slowestMs)}`,
    'The ready path answered on the port that was given.',
    { readyMs: slowestMs },
  )
}

/** One line per scenario. */
function answerResults(tried: Tried | undefined, scenarios: readonly Scenario[]): ProjectResult[] {
  const rehearsal = tried?.rehearsal
  if (rehearsal === undefined)
    return tried?.started === undefined
      ? [notTried('answers', 'Answers')]
      : [
          result(
            'answers',
            'Answers',
            'bad',
            'broke off',
            tried.failure ? explain(tried.failure) : '',
          ),
        ]
  return scenarios.map((scenario) => answerResult(scenario, rehearsal))
}

function answerResult({ name, readOnly }: Scenario, rehearsal: Rehearsal): ProjectResult {
  const costUs = Math.max(...Object.values(rehearsal.costs[name] ?? {}).map(({ us }) => us))
  const cost = Number.isFinite(costUs) ? `, ${formatDurationUs(costUs)} a request` : ''
  const of = (state: Answer['state'], found: string, meaning: string) =>
    result(
      `answers-${name}`,
      'Answers',
      state === 'same' ? 'ok' : 'bad',
      `${name}: ${found}`,
      meaning,
    )
  if (!readOnly)
    return of('same', `not compared${cost}`, 'It writes, so that its answers may differ.')
  const answers = rehearsal.answers.filter(({ scenario }) => scenario === name)
  const wrong = answers.find(({ state }) => state !== 'same')
  if (wrong === undefined)
    return of('same', `the same twice${cost}`, 'Two processes of one build answer alike.')
  const note = rehearsal.notes.find((each) => 'scenario' in each && each.scenario === name)
  const why = note === undefined ? '' : ` ${describeNote(note)}`
  return wrong.state === 'wrong-status'
    ? of(
        wrong.state,
        'wrong status',
        `Correct the request, or name the status in expectStatus.${why}`,
      )
    : of(
        wrong.state,
        'another answer each time',
        `Builds are compared by their answers: leave out what changes by itself (times, ids), set "readOnly": false, or "answers": "json" if only the order of keys differs.${why}`,
      )
}

function stopResult(tried: Tried | undefined): ProjectResult {
  const stopped = tried?.stopped
  if (stopped === undefined) return notTried('stop', 'Stop')
  const ended = stopped.map(({ reason }) => reason).find(({ kind }) => kind !== 'exited')
  if (ended?.kind === 'died')
    return result(
      'stop',
      'Stop',
      'bad',
      'ended by itself',
      'It has to run until it is asked to stop.',
    )
  if (ended?.kind === 'killed')
    return result(
      'stop',
      'Stop',
      'bad',
      `still there ${ended.timeoutMs} ms after ${ended.askedWith}`,
      'Handle the signal, name another in stop.signal, or give it more time in stop.timeoutMs.',
    )
  const slowestMs = Math.max(...stopped.map(({ lifecycle }) => lifecycle.stopMs ?? 0))
  return result('stop', 'Stop', 'ok', `after ${formatSpan(slowestMs)}`, 'It stops when asked to.')
}

const formatSpan = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : formatSpanMs(ms))

/** With what the server or the build printed last. */
function explain(error: Error): string {
  const log = error instanceof TargetError ? error.logTail.slice(-3).join(' | ') : ''
  return log === '' ? error.message : `${error.message} Its log ends: ${log}`
}
