import { describe, expect, it } from 'vitest'
import { fabricateKept } from '../../calibration/testing-sessions.ts'
import type { SessionHeader } from '../../results/schema.ts'
import { toolVersion } from '../tool-version.ts'
import { checkAlike, checkVersion } from './same-subject.ts'

const { header } = fabricateKept({ units: 2 })
const SNAPSHOT = { name: 'small', bytes: 1, digest: 'd1', events: 1, description: 'small' }

function built(build: string | undefined): SessionHeader {
  const targets = header.targets.map((target) => ({ ...target, ...(build && { build }) }))
  return { ...header, targets }
}

const together = (...headers: readonly SessionHeader[]) =>
  checkAlike(
    headers.map((each) => ({ header: each })),
    'there',
    'Start anew.',
  )

describe('sessions of one calibration', () => {
  it('may come from the same build on the same machine', () => {
    expect(() => together(built('b1'), built('b1'))).not.toThrow()
  })

  it('of a working tree are refused when a file was edited between them', () => {
    expect(() => together(built('b1'), built('b1'), built('b2'))).toThrow(
      'Expected one build in there, got b1 and b2. Start anew.',
    )
  })

  it('of a commit and of its edited working tree are refused, whatever is known of their builds', () => {
    const targets = header.targets.map((target) => ({ ...target, dirty: true }))
    expect(() => together(header, { ...header, targets })).toThrow(
      'with uncommitted changes. Start',
    )
  })

  it('are refused after an upgrade, on other data and on another machine', () => {
    const tool = { ...header.tool, version: '9.9.9' }
    expect(() => together(header, { ...header, tool })).toThrow(
      `one version of heartbench in there, got ${header.tool.version} and 9.9.9`,
    )
    const other = { ...header, snapshot: { ...SNAPSHOT, digest: 'd2' } }
    expect(() => together({ ...header, snapshot: SNAPSHOT }, other)).toThrow('one snapshot')
    const machine = { ...header.machine, cpus: 99 }
    expect(() => together(header, { ...header, machine })).toThrow('one machine')
  })

  it('of older versions are not held to what these did not write down', () => {
    expect(() => together(built(undefined), built('b1'))).not.toThrow()
  })
})

describe('a calibration that is gone on with', () => {
  it('needs the version that began it', () => {
    const by = (version: string) => ({ ...header, tool: { ...header.tool, version } })
    expect(() => checkVersion(by(toolVersion()), 'there')).not.toThrow()
    expect(() => checkVersion(by('0.0.1'), 'there')).toThrow('Expected heartbench 0.0.1')
  })
})
