// The clock that times requests. One that asks a device (hpet, acpi_pm) costs microseconds per reading.
import { formatCount } from '../../core/format.ts'
import type { Check } from '../check.ts'
import { stateAbove, worstState } from '../check.ts'

/** Four readings stand in every request; the fastest requests take 50 µs. */
const COST_NS = { caution: 500, bad: 2000 }
/** Histograms count microseconds. */
const RESOLUTION_NS = { caution: 1000, bad: 20_000 }

export const clock: Check = {
  id: 'clock',
  title: 'Clock',
  weigh({ clock: { source, resolutionNs, costNs } }) {
    const state = worstState([stateAbove(costNs, COST_NS), stateAbove(resolutionNs, RESOLUTION_NS)])
    const steps = `steps of ${formatCount(Math.round(resolutionNs))} ns`
    return {
      state,
      found: `${source ?? 'source not told'}; ${steps}, ${formatCount(Math.round(costNs))} ns per reading`,
      meaning:
        state === 'ok'
          ? 'Fine and cheap enough for the fastest requests.'
          : 'Reading the clock shows in fast requests. Look at available_clocksource in /sys, and boot with clocksource=tsc.',
      values: { source: source ?? null, resolutionNs, costNs },
    }
  },
}
