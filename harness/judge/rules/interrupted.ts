// A run that was cut off keeps the units it has; its intervals are honest, only wider than planned.
import { EXIT } from '../../core/errors.ts'
import { describeNote } from '../../core/notes.ts'
import { completeUnits } from '../../metrics/usable-units.ts'
import type { Rule } from './rule.ts'

export const interrupted: Rule = {
  name: 'interrupted',
  title: 'Interrupted',
  advice: 'Run it again, or go on where it stopped with --resume.',
  exitCode: EXIT.interrupted,
  check({ session }) {
    if (session.end && session.end.state !== 'interrupted') return []
    const message = describeNote({
      code: 'interrupted',
      unitsDone: completeUnits(session).length,
      unitsPlanned: session.header.unitsPlanned,
    })
    return [{ severity: 'fail', message }]
  },
}
