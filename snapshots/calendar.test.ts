import { describe, expect, it } from 'vitest'

import { kindOfDay } from './calendar.ts'

const kind = (day: string) => kindOfDay(Date.parse(day))

describe('kindOfDay', () => {
  it('knows the movable holidays of any year', () => {
    for (const day of ['2016-03-28', '2019-05-30', '2024-05-20', '2025-06-09', '2026-04-03'])
      expect(kind(day)).toBe('holiday')
    expect(kind('2026-12-25')).toBe('holiday')
    expect(kind('2026-04-07')).toBe('work')
  })

  it('is away for two weeks in August and one in February', () => {
    const ofMonth = (month: string, days: number) =>
      Array.from({ length: days }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
    const away = (month: string, days: number) =>
      ofMonth(month, days).filter((day) => kind(day) === 'away')
    expect(away('2025-08', 31)).toHaveLength(14)
    expect(away('2025-08', 31)[0]).toBe('2025-08-04')
    expect(away('2026-02', 28)).toEqual(ofMonth('2026-02', 20).slice(15))
  })

  it('rests on Saturdays and Sundays', () => {
    expect(['2026-06-12', '2026-06-13', '2026-06-14', '2026-06-15'].map(kind)).toEqual([
      'work',
      'weekend',
      'weekend',
      'work',
    ])
  })
})
