import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { readAllowedCpus } from './allowed-cpus.ts'
import { findPlacement, joinGenerator, launcherOf, strayedTo } from './placement.ts'
import type { Placement } from './placement.ts'

const placement = findPlacement('auto')
/** Why the tests that pin real processes are left out; empty where they run. */
const left = placement.state === 'free' ? ` (left out: ${placement.why})` : ''

describe.skipIf(left !== '')(`a pinned process${left}`, () => {
  const { pinning } = placement as Extract<Placement, { state: 'pinned' }>

  it('runs where its role belongs, under the pid that was spawned', async () => {
    const [program, ...options] = [...launcherOf(placement, 'servers'), 'sh', '-c', 'echo; read _']
    const child = spawn(program, options, { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    expect(readAllowedCpus(child.pid)).toEqual(pinning.servers)
    expect(strayedTo(placement, 'servers', child.pid!)).toBeUndefined()
    expect(strayedTo(placement, 'generator', child.pid!)).toEqual(pinning.servers)
    child.stdin.end()
    await once(child, 'exit')
    expect(strayedTo(placement, 'servers', child.pid!)).toBeUndefined()
  })

  it('may be this one, until it is let go', () => {
    const before = readAllowedCpus()
    const letGo = joinGenerator(placement)
    expect(readAllowedCpus()).toEqual(pinning.generator)
    letGo()
    expect(readAllowedCpus()).toEqual(before)
  })
})

describe('a process that is not pinned', () => {
  it('is started and left as it is', () => {
    const free = findPlacement('off')
    expect(free).toEqual({ state: 'free', why: 'the config says so' })
    const before = readAllowedCpus()
    joinGenerator(free)()
    expect(launcherOf(free, 'servers')).toEqual([])
    expect(strayedTo(free, 'servers', process.pid)).toBeUndefined()
    expect(readAllowedCpus()).toEqual(before)
  })
})

describe.skipIf(left !== '')(`taskset${left}`, () => {
  it('refuses CPUs that there are not, in words', () => {
    const { taskset } = placement as Extract<Placement, { state: 'pinned' }>
    expect(taskset.refusal([4095])).toMatch(/put on CPU 4095 was not there \(.*affinity/)
    expect(() => taskset.move(process.pid, [4095])).toThrow(
      /Expected to move process \d+ to CPU 4095/,
    )
  })
})
