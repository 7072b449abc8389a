import { expect, it } from 'vitest'
import { judgeSession } from '../../judge/judge.ts'
import { buildSession } from '../../judge/testing-session.ts'
import type { HeaderCalibration } from '../../results/schema.ts'
import { renderMarkdown } from '../formats/markdown.ts'
import { createView } from '../view.ts'
import { conditionsSection } from './conditions.ts'
import { detectableSection } from './detectable.ts'

const CALIBRATION: HeaderCalibration = {
  madeAt: '2026-11-28T20:00:00.000Z',
  units: 40,
  draws: 300,
  targets: 3,
  places: [
    {
      scenario: 'events-limit-1000',
      load: 'main',
      metric: 'p50',
      reach: [{ looks: [6], beyondRatio: 0.02 }],
    },
  ],
}

function render(calibration: HeaderCalibration | undefined) {
  const session = buildSession({ units: 6 })
  const header = { ...session.header, ...(calibration !== undefined && { calibration }) }
  const calibrated = { ...session, header }
  const view = createView(calibrated, judgeSession(calibrated), 'branch', 'x')
  return {
    detectable: renderMarkdown(detectableSection(view)),
    conditions: renderMarkdown(conditionsSection(view)),
  }
}

it('says beside every row what sessions like this one find, where the machine is calibrated', () => {
  const { detectable, conditions } = render(CALIBRATION)
  const [head, , p50, ...others] = detectable.split('\n').filter((line) => line.startsWith('|'))
  const cellsOf = (line: string | undefined) => line!.split('|').map((cell) => cell.trim())
  const column = cellsOf(head).indexOf('Found in 80 %')
  expect(column).toBeGreaterThan(0)
  expect(cellsOf(p50)[column]?.replaceAll('\u00A0', ' ')).toBe('+7.1 %')
  for (const line of others) expect(cellsOf(line)[column]).toBe('–')
  expect(conditions).toContain('2026-11-28 20:00 UTC, 300 sessions drawn from 40 units')
})

it('says nothing of it elsewhere', () => {
  const { detectable, conditions } = render(undefined)
  expect(detectable).not.toContain('Found in 80 %')
  expect(conditions).not.toContain('Calibrated')
})
