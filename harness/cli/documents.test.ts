import { describe, expect, it } from 'vitest'
import { buildSession } from '../judge/testing-session.ts'
import { bmf } from '../report/formats/bmf.ts'
import { json } from '../report/formats/json.ts'
import { markdown, terminal } from '../report/formats/texts.ts'
import { inputOf, readKept, renamed } from '../report/testing-kept.ts'
import type { Session } from '../results/schema.ts'
import { makeDocuments } from './documents.ts'
import { printDocuments } from './write-documents.ts'

const LAYOUT = { width: 80, color: false, nameSession: (file: string) => file }

function sourceOf(session: Session, file = 'a.session.jsonl') {
  return { file, session, judgement: inputOf(session).judgement }
}

function withId(session: Session, id: string): Session {
  return { ...session, header: { ...session.header, id } }
}

describe('documents of judged sessions', () => {
  it('are named by what they are about and their format', () => {
    const documents = makeDocuments([sourceOf(readKept())], [markdown, json], LAYOUT)
    expect(documents.map(({ fileName }) => fileName)).toEqual([
      'branch.md',
      'control.md',
      'report.json',
    ])
  })

  it('get a number where labels differ only in what a file name cannot hold, or in case', () => {
    const alike = ['control?', 'CONTROL'].map((candidate) =>
      makeDocuments([sourceOf(renamed(readKept(), { candidate }))], [markdown], LAYOUT),
    )
    expect(alike.map((documents) => documents.map(({ fileName }) => fileName))).toEqual([
      ['control.md', 'control-2.md'],
      ['CONTROL.md', 'control-2.md'],
    ])
  })

  it('of several sessions begin with their ids, and two ids that look alike stay apart', () => {
    const sources = ['a/b', 'a-b'].map((id) => sourceOf(withId(readKept(), id), id))
    const documents = makeDocuments(sources, [terminal], LAYOUT)
    expect(documents.map(({ fileName }) => fileName)).toEqual([
      'a-b.report.txt',
      'a-b.report-2.txt',
    ])
  })
})

it('a format with nothing to say tells so instead of printing an empty value', () => {
  const noisy = sourceOf(buildSession({ units: 8, rounds: 2, voidUnits: [0, 1, 2] }))
  let [stdout, stderr] = ['', '']
  const context = {
    directory: '/',
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  }
  printDocuments(context, [noisy], bmf, undefined)
  expect(stdout).toBe('')
  expect(stderr).toMatchInlineSnapshot(`
    "No bmf document of session synthetic: it holds nothing that may be said there.
    "
  `)
})
