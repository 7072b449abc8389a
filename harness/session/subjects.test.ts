import { describe, expect, it } from 'vitest'
import { TargetError } from '../core/errors.ts'
import type { ExitReason } from '../targets/target.ts'
import { findDeath, stopNote, throwIfDead } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'
import type { Stopped } from './stop-subjects.ts'

function running(label: string, exited: Promise<ExitReason>): RunningTarget {
  return {
    target: { info: { label } },
    process: { exited, logTail: () => ['last words'] },
  } as unknown as RunningTarget
}

const died: ExitReason = { kind: 'died', code: 7, signal: null }
const killed: ExitReason = { kind: 'died', code: null, signal: 'SIGKILL' }
const asked: ExitReason = { kind: 'exited', code: 0, signal: null }
const never = new Promise<ExitReason>(() => {})
const stopped = (target: string, reason: ExitReason): Stopped => ({
  reason,
  lifecycle: { target, readyMs: 1 },
})

describe('a death', () => {
  it('is told with its code or signal and the last words of the log', async () => {
    const error = await throwIfDead(running('new', Promise.resolve(died))).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(TargetError)
    expect(error).toMatchObject({ target: 'new', logTail: ['last words'], exitCode: 5 })
    await expect(throwIfDead(running('new', Promise.resolve(killed)))).rejects.toThrow(
      'Expected "new" to run until it is stopped, but it ended with signal SIGKILL.',
    )
  })

  it('whose news comes after the lost connection is noticed; a living server is not accused', async () => {
    let tell: (reason: ExitReason) => void = () => {}
    const exited = new Promise<ExitReason>((resolve) => (tell = resolve))
    const asking = expect(throwIfDead(running('new', exited))).rejects.toThrow('exit code 7')
    setImmediate(() => tell(died))
    await asking
    await expect(throwIfDead(running('new', never))).resolves.toBeUndefined()
    await expect(throwIfDead(running('new', Promise.resolve(asked)))).resolves.toBeUndefined()
  })

  it('that nobody noticed is found when the servers are stopped', () => {
    const both = [running('main', never), running('new', never)]
    expect(findDeath(both, [stopped('main', asked), stopped('new', died)])).toMatchObject({
      target: 'new',
    })
    expect(findDeath(both, [stopped('main', asked), stopped('new', asked)])).toBeUndefined()
  })
})

it('a note tells which server had to be killed, and no other', () => {
  const reason: ExitReason = { kind: 'killed', askedWith: 'SIGTERM', timeoutMs: 5000 }
  expect(stopNote(stopped('new', reason), 3)).toEqual({
    code: 'ignored-stop',
    target: 'new',
    unit: 3,
    signal: 'SIGTERM',
    timeoutMs: 5000,
  })
  expect(stopNote(stopped('new', asked), 3)).toBeUndefined()
})
