// Many sessions of one kind, drawn and judged.
import type { Random } from '../core/random.ts'
import type { JudgeSettings } from '../judge/settings.ts'
import type { Sessions } from './calibration.ts'
import { draw } from './draw.ts'
import type { DrawnUnit, Pool } from './draw.ts'
import { judgeDrawn } from './judge-drawn.ts'
import type { Outcome } from './judge-drawn.ts'
import { tallyOf } from './tally.ts'

/** How sessions are drawn and read. */
export interface Drawing {
  readonly looks: readonly number[]
  /** Sessions of each kind. */
  readonly draws: number
  readonly settings: Partial<JudgeSettings>
}

export function drawOutcomes(
  kind: string,
  sessions: number,
  pool: Pool,
  one: (random: Random) => DrawnUnit,
  { looks, settings }: Drawing,
): Outcome[] {
  return Array.from({ length: sessions }, (_, index) => {
    const drawn = draw(pool[0]!, looks.at(-1)!, `${kind} ${index}`, one)
    return judgeDrawn(drawn, looks, settings)
  })
}

export function sessionsOf(outcomes: readonly Outcome[]): Sessions {
  const { sessions, red, invalid, units: meanUnits } = tallyOf(outcomes)
  return { sessions, red, invalid, meanUnits }
}
