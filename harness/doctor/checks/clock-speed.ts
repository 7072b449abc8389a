// A CPU that slows down when it is idle makes the first requests of every slice slow.
import type { Check, CheckResult } from '../check.ts'
import { notMeasured } from '../check.ts'
import type { ClockPolicy } from '../../machine/governor.ts'

export const clockSpeed: Check = {
  id: 'clock-speed',
  title: 'Clock speed',
  weigh: ({ clockPolicy }) =>
    clockPolicy === undefined
      ? notMeasured(
          'the system does not tell its governor',
          'Usual in virtual machines and containers, where the host decides.',
        )
      : weighPolicy(clockPolicy),
}

function weighPolicy(values: ClockPolicy): CheckResult {
  const { governor, driver, turbo } = values
  const turboWords = turbo === undefined ? '' : `, turbo ${turbo ? 'on' : 'off'}`
  const found = `governor ${governor}${driver === undefined ? '' : ` (${driver})`}${turboWords}`
  if (governor !== 'performance')
    return {
      state: 'caution',
      found,
      values: { ...values },
      meaning:
        'Clocks fall between slices and rise inside them. Set it: sudo cpupower frequency-set -g performance',
    }
  return {
    state: 'ok',
    found,
    values: { ...values },
    meaning:
      turbo === true
        ? 'Steady, but for turbo, which follows temperature; alternating slices share that.'
        : 'The clock stays up between slices.',
  }
}
