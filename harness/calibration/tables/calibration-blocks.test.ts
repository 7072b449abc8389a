import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../report/formats/markdown.ts'
import { testingCalibration } from '../testing-calibration.ts'
import { calibrationBlocks } from './calibration-blocks.ts'

const text = (changes = {}) => renderMarkdown(calibrationBlocks(testingCalibration(changes)))

describe('a calibration as Markdown', () => {
  it('goes from goals over unchanged builds to what is found', () => {
    expect(text()).toMatchInlineSnapshot()
  })

  it('says plainly that nothing was a fault of the server where none was measured', () => {
    const bare = text({ faults: [], answers: [], real: [] })
    expect(bare).toContain('None was measured. Where the config has `faultArguments`')
    expect(bare).toContain('Not faults of a server but arithmetic')
  })

  it('knows no times where none were kept', () => {
    const times = { unitMs: undefined, onceMs: undefined }
    expect(text(times)).not.toContain('15 min')
    expect(text(times)).toContain('| Metric ')
  })
})
