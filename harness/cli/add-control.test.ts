import { describe, expect, it } from 'vitest'
import type { TargetInfo } from '../results/schema.ts'
import type { SessionTarget } from '../session/session-target.ts'
import { withoutNeedlessControl } from './add-control.ts'

function target(label: string, commit: string): SessionTarget {
  const role = label === 'main' ? 'baseline' : 'candidate'
  const info: TargetInfo = { label, role, commit, input: label, subject: '', dirty: false }
  return { info } as SessionTarget
}

describe('a control that was added before refs were resolved', () => {
  const labels = (targets: readonly SessionTarget[], added?: string) =>
    withoutNeedlessControl(targets, added).map(({ info }) => info.label)

  it('stays beside other commits, and goes where a candidate is the same commit', () => {
    const main = target('main', 'a')
    const control = target('control', 'a')
    expect(labels([main, target('new', 'b'), control], 'control')).toContain('control')
    expect(labels([main, target('new', 'a'), control], 'control')).toEqual(['main', 'new'])
    expect(labels([main, target('new', 'b')])).toEqual(['main', 'new'])
  })
})
