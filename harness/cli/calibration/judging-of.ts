// By which rules sessions of a calibration are judged: a session ends where those who judge it afterwards would end it.
import type { LoadedConfig } from '../../config/load-config.ts'
import type { JudgeSettings } from '../../judge/settings.ts'

/** Margins decide what is slower; everything else of a gate is about other findings than speed. */
export function judgingOf({ config }: LoadedConfig): Pick<JudgeSettings, 'margins'> {
  return { margins: config.gate.margins }
}
