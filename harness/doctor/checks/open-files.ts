// Every connection is an open file on both of its ends; an open loop keeps up to 512 requests in flight.
import { formatCount } from '../../core/format.ts'
import type { Check } from '../check.ts'
import { notMeasured } from '../check.ts'

const NEEDED = 640
const WANTED = 1024

export const openFiles: Check = {
  id: 'open-files',
  title: 'Open files',
  weigh({ openFiles: limit }) {
    if (limit === undefined)
      return notMeasured('the system does not tell', 'Loads with many connections may fail.')
    const found = limit === Infinity ? 'no limit' : `${formatCount(limit)} per process`
    const values = { limit: limit === Infinity ? null : limit }
    if (limit >= WANTED)
      return { state: 'ok', found, values, meaning: 'Enough for every load of a session.' }
    return {
      state: limit < NEEDED ? 'bad' : 'caution',
      found,
      values,
      meaning: `Connections fail when it is reached. Raise it: ulimit -n ${WANTED}`,
    }
  },
}
