import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { testingCalibration } from '../calibration/testing-calibration.ts'
import { detect, examine, failedDetection, REFERENCE_COST } from '../doctor/examine.ts'
import type { Detection, Examination } from '../doctor/examine.ts'
import { GOOD, SILENT } from '../doctor/testing-facts.ts'
import { buildSession } from '../judge/testing-session.ts'
import { displayWidth } from '../report/display-width.ts'
import type { DoctorCalibration } from './calibration/doctor-calibration.ts'
import { examinationJson } from './doctor-json.ts'
import { renderExamination } from './doctor-text.ts'

const WISH = { effectRatio: 0.05, timeMs: 1_800_000 }
const SESSION = buildSession({ isPinned: true, units: 6 })

const WHY = 'Expected the server to accept connections on 127.0.0.1:40859, but it does not'

const byTrial = (units = 6, disturbed = 0): Detection =>
  detect(
    { ...SESSION, units: SESSION.units.slice(0, units) },
    { kind: 'trial', units, disturbed },
    WISH,
    REFERENCE_COST,
  )
const bySession = (differs: readonly string[] = []): Detection =>
  detect(SESSION, { kind: 'session', file: 'reports/x.session.jsonl', units: 6, differs }, WISH)
const FOUND: DoctorCalibration = {
  state: 'found',
  config: 'heartbench.config.json',
  calibration: testingCalibration(),
}
const render = (examination: Examination, width = 80, color = false) =>
  renderExamination(examination, FOUND, { width, color })

describe('what the doctor prints', () => {
  const examinations = [
    examine(GOOD, byTrial()),
    examine(GOOD, byTrial(1)),
    examine(SILENT, bySession()),
    examine({ ...GOOD, requests: { state: 'failed', why: WHY } }, failedDetection(WHY, WISH)),
    examine({ ...GOOD, openFiles: 100 }, bySession(['machine: CPU model'])),
  ]

  it.each([80, 60])('fits into %i columns', (width) => {
    for (const examination of examinations)
      for (const line of render(examination, width).split('\n'))
        expect(displayWidth(line)).toBeLessThanOrEqual(width)
  })

  it('answers the question, with a command and what it sees', () => {
    const text = render(examine(GOOD, byTrial()))
    expect(text).toContain('Can a slowdown of 5.0 % be seen within 30 min?')
    expect(text).toMatch(/Yes, but only with --strict: --profile \w+ --strict \(\d+ units, about/)
    expect(text).toMatch(/^quick +6 +4 min 34 s/m)
    expect(text).toContain('Calibrated for heartbench.config.json, 2026-11-28 20:00 UTC')
    expect(text).toContain('Nothing stands against measuring here.')
  })

  it('says how many units would not have counted', () => {
    const text = render(examine(GOOD, byTrial(6, 4)))
    expect(text).toContain('4 of these 6 units were disturbed')
    expect(text).toContain('cannot be believed: noise. Exit code 3.')
  })

  it('answers by the metrics of a session, and says when it was measured elsewhere', () => {
    const text = render(examine(GOOD, bySession(['machine: CPU model'])))
    expect(text).toMatch(/In 1 of 1 scenarios \(p50\) with --strict\./)
    expect(text).toMatch(/^events-limit-1000 +p50 /m)
    expect(text).toContain('elsewhere (machine: CPU model)')
  })

  it('says what is to blame', () => {
    expect(render(examinations[4]!)).toContain('cannot be believed: open files. Exit code 3.')
    expect(render(examine(SILENT, byTrial()))).toContain('than need be: pinning.')
  })

  it('examines a machine on which nothing can be started', () => {
    const text = render(examinations[3]!)
    expect(text).toContain('Not known: Expected the server to accept')
    expect(text).toContain('cannot be believed: loopback, noise.')
  })

  it('says with marks what it says with colours', () => {
    const plain = render(examinations[4]!)
    const coloured = render(examinations[4]!, 80, true)
    expect(plain).not.toContain('\u001B')
    expect(stripVTControlCharacters(coloured)).toBe(plain)
    expect(coloured).not.toBe(plain)
    expect(plain).toContain('✖ Open files')
  })
})

describe('the JSON of the doctor', () => {
  it('holds every check and every row, and survives being written', () => {
    const examination = examine(SILENT, byTrial())
    const json = JSON.parse(JSON.stringify(examinationJson(examination, FOUND)))
    expect(json).toMatchObject({ version: 1, state: 'caution', machine: SILENT.machine })
    expect(json.calibration).toMatchObject({ state: 'found', draws: 300 })
    expect(json.checks.map(({ id }: { id: string }) => id)).toContain('foreign-load')
    expect(json.detection.rows[0]).toMatchObject({
      metric: 'p50',
      answer: 'yes',
      strict: true,
      plans: [{ profile: 'quick', units: 6 }, { profile: 'pr' }, { profile: 'nightly' }],
    })
  })
})
