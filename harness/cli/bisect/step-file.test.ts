import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildSession } from '../../judge/testing-session.ts'
import type { Session, SessionEnd } from '../../results/schema.ts'
import { writeSession } from '../../results/write-session.ts'
import { findStepFile } from './step-file.ts'

let out: string
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'heartbench-step-'))
})
afterEach(() => rmSync(out, { recursive: true }))

const { header, units } = buildSession({ units: 2, rounds: 1 })

function endAs(state: SessionEnd['state']): SessionEnd {
  return { kind: 'end', finishedAt: header.startedAt, state, notes: [] }
}

async function write(name: string, state?: SessionEnd['state']): Promise<void> {
  const begun = { header, units }
  const session = state === undefined ? begun : { ...begun, end: endAs(state) }
  await writeSession(join(out, `x-${name}.session.jsonl`), session)
}

const find = (saysNothing: (ended: Session) => boolean = () => false) =>
  findStepFile({ out, id: 'x', name: '1-ends', saysNothing })
const isFailed = ({ end }: Session) => end!.state === 'failed'

describe('a step of a bisection', () => {
  it('begins a file that is named after it', async () => {
    const { fileName, before } = await find()
    expect({ fileName, before }).toEqual({ fileName: 'x-1-ends.session.jsonl', before: undefined })
  })

  it.each([undefined, 'interrupted'] as const)('goes on in its file that is %s', async (state) => {
    await write('1-ends', state)
    const { fileName, before } = await find(() => true)
    expect(fileName).toBe('x-1-ends.session.jsonl')
    expect(before!.units).toHaveLength(2)
  })

  it('is read from its file where that has ended and says something', async () => {
    await write('1-ends', 'finished')
    expect(await find(isFailed)).toMatchObject({ name: '1-ends', before: { header: {} } })
  })

  it('is measured anew after attempts that said nothing, whose files stay', async () => {
    await write('1-ends', 'failed')
    await write('1-ends-attempt-2', 'failed')
    const { name, before } = await find(isFailed)
    expect({ name, before }).toEqual({ name: '1-ends-attempt-3', before: undefined })
    await write('1-ends-attempt-3', 'finished')
    expect(await find(isFailed)).toMatchObject({ name: '1-ends-attempt-3', before: { header: {} } })
  })
})
