// One kept session for tests of formats: a regression, an improvement, wrong answers, something unclear, a background
// load, missed requests, a void unit and a control, in the shape that real ones have. The file was made once by
// buildSession (seed `kept`) and is kept as it was written: files of that version must give these bytes for good.
import { readFileSync } from 'node:fs'
import { judgeSession } from '../judge/judge.ts'
import { parseSession } from '../results/read-session.ts'
import type { Session } from '../results/schema.ts'
import type { FormatInput } from './formats/format.ts'

const FILE = new URL('./fixtures/kept.session.jsonl', import.meta.url)

export function readKept(): Session {
  return parseSession(readFileSync(FILE, 'utf8'), 'kept.session.jsonl')
}

export function inputOf(session: Session): FormatInput {
  const judgement = judgeSession(session)
  return { session, judgement, sessionFile: 'kept.session.jsonl', width: 80, color: false }
}

/** The same with other words in the places that users fill. */
export function renamed(
  session: Session,
  words: { readonly candidate?: string; readonly subject?: string; readonly load?: string },
): Session {
  const { candidate = 'branch', subject, load = 'searches' } = words
  const label = (text: string) => (text === 'branch' ? candidate : text)
  const loadName = (text: string) => (text === 'heavy searches' ? load : text)
  return {
    ...session,
    header: {
      ...session.header,
      targets: session.header.targets.map((target) => ({
        ...target,
        label: label(target.label),
        subject: subject ?? target.subject,
      })),
      scenarios: session.header.scenarios.map((scenario) => ({
        ...scenario,
        loads: scenario.loads.map((each) => ({ ...each, name: loadName(each.name) })),
      })),
      answers: session.header.answers.map((answer) => ({
        ...answer,
        target: label(answer.target),
      })),
    },
    units: session.units.map((unit) => ({
      ...unit,
      lifecycle: unit.lifecycle.map((each) => ({ ...each, target: label(each.target) })),
      slices: unit.slices.map((slice) => ({
        ...slice,
        target: label(slice.target),
        recordings: slice.recordings.map((each) => ({ ...each, load: loadName(each.load) })),
      })),
    })),
  }
}
